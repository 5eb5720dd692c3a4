/**
 * Hands a step on: to whoever can do it, or to a computer when the reader is on a phone. A link with
 * ids and a text about the step; nothing in either that the reader typed.
 */

import { fill, h } from './dom.js';
import { copy, share } from './ways.js';

/** @typedef {import('./data.js').Sentences} Sentences */

export class HandOn {
  /** @param {Sentences} say @param {import('./types.js').Shape} shape */
  constructor(say, shape) {
    this.say = say;
    this.shape = shape;
  }

  /**
   * @param {string} thing  `question.…` or `repair.…`
   * @param {string[]} steps  what to do, in order
   * @param {string} link  absolute; ids only
   * @returns {HTMLElement}
   */
  draw(thing, steps, link) {
    const who = this.shape.who[thing];
    const { say } = this;
    const numbered = steps.map((step, n) => `${n + 1}. ${step}`);
    const text = [say.text('ui.hand-on.message', { step: say.text(thing) }), ...numbered, link].join('\n');
    const field = h('textarea', { class: 'kb-input', id: 'kb-hand-on', rows: '5', readonly: true, dir: 'auto' });
    field.value = text;
    const outcome = h('p', { class: 'kb-help', role: 'status' });
    return h(
      'details',
      { class: 'kb-hand-on', ...(who ? { 'data-who': who } : {}) },
      h('summary', {}, say.node(who ? `ui.who.${who}` : 'ui.hand-on.anyone'), ' ', say.node('ui.hand-on')),
      h('p', {}, say.node('ui.hand-on.text')),
      h('label', { for: 'kb-hand-on' }, say.node('ui.hand-on.label')),
      field,
      h(
        'p',
        { class: 'kb-buttons' },
        this.#button('ui.hand-on.copy-link', () => this.#copy(link, field, outcome)),
        this.#button('ui.hand-on.copy', () => this.#copy(text, field, outcome)),
        'share' in navigator && this.#button('ui.hand-on.share', () => share(text)),
      ),
      outcome,
    );
  }

  /** @param {string} label @param {() => Promise<unknown>} act */
  #button(label, act) {
    const button = h('button', { type: 'button', class: 'md-button' }, this.say.node(label));
    button.addEventListener('click', () => void act());
    return button;
  }

  /** @param {string} text @param {HTMLTextAreaElement} field @param {HTMLElement} outcome */
  async #copy(text, field, outcome) {
    const copied = await copy(text, () => field.select());
    fill(outcome, this.say.node(copied ? 'ui.hand-on.copied' : 'ui.copy.selected'));
  }
}

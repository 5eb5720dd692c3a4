/** Says who can do a step, and makes a link with which they can go on from here. */

import { fill, h } from './dom.js';

/** @typedef {import('./data.js').Sentences} Sentences */

export class HandOn {
  /** @param {Sentences} say @param {import('./types.js').Shape} shape */
  constructor(say, shape) {
    this.say = say;
    this.shape = shape;
  }

  /**
   * @param {string} thing  `question.…` or `repair.…`
   * @param {string} link  absolute; ids only, so that nothing is in it that the reader typed
   * @returns {HTMLElement | false} false where anybody can do it
   */
  draw(thing, link) {
    const who = this.shape.who[thing];
    if (!who) return false;
    const { say } = this;
    const field = h('input', { class: 'kb-input', id: 'kb-hand-on', type: 'url', readonly: true, value: link });
    const outcome = h('p', { class: 'kb-help', role: 'status', hidden: true });
    const copy = h('button', { type: 'button', class: 'md-button' }, say.node('ui.hand-on.copy'));
    copy.addEventListener('click', () => void this.#copy(field, outcome));
    return h(
      'details',
      { class: 'kb-hand-on', 'data-who': who },
      h('summary', {}, say.node(`ui.who.${who}`), ' ', say.node('ui.hand-on')),
      h('p', {}, say.node('ui.hand-on.text')),
      h('label', { for: 'kb-hand-on' }, say.node('ui.hand-on.label')),
      field,
      h('p', { class: 'kb-buttons' }, copy),
      outcome,
    );
  }

  /** @param {HTMLInputElement} field @param {HTMLElement} outcome */
  async #copy(field, outcome) {
    try {
      await navigator.clipboard.writeText(field.value);
      fill(outcome, this.say.node('ui.hand-on.copied'));
    } catch {
      field.select();
      fill(outcome, this.say.node('ui.copy.selected'));
    }
  }
}

/** The answers so far, each with a way to change it, and those that are set aside. */

import { h } from './dom.js';
import { answered } from './reasons.js';
import { LISTS } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./state.js').State} State */

export class Answers {
  /** @param {Sentences} say */
  constructor(say) {
    this.say = say;
  }

  /** Everything that was said, each with a way to take it back. @param {View} view @param {State} state */
  draw(view, state) {
    const { say } = this;
    const answers = [...state.answers].map(([question, answer]) => ({
      part: `${question}=${answer}`,
      row: this.#row(say.node(`question.${question}`), say.node(say.answerId(question, answer)), {
        label: 'ui.change',
        of: say.text(`question.${question}`),
        attributes: { 'data-change': question },
      }),
    }));
    const lists = [...LISTS, /** @type {const} */ ('fixed')].flatMap((list) => {
      const ids = list === 'fixed' ? [state.fixed].filter(Boolean) : state[list];
      return ids.map((id) => ({ part: `${list}=${id}`, row: this.#item(list, id, view) }));
    });
    const rows = [...answers, ...lists];
    if (rows.length === 0) return [];
    const counting = rows.filter(({ part }) => !view.aside.includes(part));
    const aside = rows.filter(({ part }) => view.aside.includes(part));
    return [
      h('h2', { class: 'kb-title' }, say.node('ui.so-far')),
      h('dl', { class: 'kb-so-far' }, ...counting.map(({ row }) => row)),
      aside.length > 0 && h('h3', { class: 'kb-title', id: 'kb-aside' }, say.node('ui.aside')),
      aside.length > 0 && h('p', { class: 'kb-help' }, say.node('ui.aside.text')),
      aside.length > 0 && h('dl', { class: 'kb-so-far kb-aside', 'data-aside': true }, ...aside.map(({ row }) => row)),
    ];
  }

  /** @param {'seen' | 'skipped' | 'tried' | 'fixed'} list @param {string} id @param {View} view */
  #item(list, id, view) {
    const { say } = this;
    const text = list === 'seen' ? `signature.${id}` : `repair.${id}`;
    const told = view.told.filter(({ signature }) => list === 'seen' && signature === id);
    const lines = told.map(({ question, answer }) => h('span', { class: 'kb-told' }, ...answered(say, question, answer)));
    return this.#row(say.node(`ui.so-far.${list}`), h('span', {}, say.node(text), ...lines), {
      label: 'ui.undo',
      of: say.text(text),
      attributes: { 'data-undo': list, 'data-id': id },
    });
  }

  /**
   * @param {Node} term
   * @param {Node} text
   * @param {{label: string, of: string, attributes: Record<string, string>}} action
   */
  #row(term, text, { label, of, attributes }) {
    const hidden = h('span', { class: 'kb-unseen' }, `: ${of}`);
    const button = h('button', { type: 'button', class: 'kb-quiet', ...attributes }, this.say.node(label), hidden);
    return h('div', { class: 'kb-row' }, h('dt', {}, term), h('dd', {}, text), h('dd', {}, button));
  }
}

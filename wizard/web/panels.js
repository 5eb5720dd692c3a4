/** Draws what stands around the step: the likely cause, the answers so far, what a message said. */

import { h } from './dom.js';
import { recall } from './memory.js';
import { LISTS, hasEvidence } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Finding} Finding */
/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('./state.js').State} State */

export class Panels {
  /** @param {Sentences} say @param {import('./types.js').Shape} shape @param {Places} places */
  constructor(say, shape, places) {
    this.say = say;
    this.shape = shape;
    this.places = places;
  }

  /** What keeps the reader from repairing; it comes before the causes. @param {View} view */
  obstacles(view) {
    return view.obstacles.map((id) =>
      h(
        'div',
        { class: 'kb-card kb-obstacle', 'data-obstacle': id },
        h('p', { class: 'kb-label' }, this.say.node('ui.obstacle')),
        h('h2', { class: 'kb-title' }, this.say.node(`obstacle.${id}`)),
        h('p', {}, this.say.node(`obstacle.${id}.why`)),
        this.#link(this.shape.obstacles[id]?.page, 'ui.obstacle.more'),
      ),
    );
  }

  /** @param {View} view @param {State} state */
  causes(view, state) {
    const first = view.causes[0];
    if (!first || !hasEvidence(state)) return [];
    const { say } = this;
    const reasons = view.because.map((reason) => h('li', {}, ...this.#reason(reason)));
    return [
      h('p', { class: 'kb-label' }, say.node(`ui.cause.${first.word}`)),
      h('h2', { class: 'kb-title' }, say.node(`cause.${first.id}`)),
      h('p', {}, say.node(`cause.${first.id}.why`)),
      reasons.length > 0 && h('p', { class: 'kb-because' }, say.node('ui.because')),
      reasons.length > 0 && h('ul', {}, ...reasons),
      ...this.#way(first.id),
      this.#link(this.shape.causes[first.id]?.page, 'ui.cause.more'),
      h(
        'details',
        { class: 'kb-all-causes' },
        h('summary', {}, say.node('ui.causes.all', { count: view.causes.length })),
        h('ol', { 'data-causes': true }, ...view.causes.map((cause) => this.#cause(cause))),
      ),
    ];
  }

  /** Whether authorizing again is the repair of a cause, and when a ticket is right. @param {string} cause */
  #way(cause) {
    const { say } = this;
    const reauthenticate = this.shape.causes[cause]?.reauthenticate;
    const ticket = `cause.${cause}.ticket`;
    return [
      reauthenticate && h('p', { 'data-reauthenticate': reauthenticate }, say.node(`ui.reauthenticate.${reauthenticate}`)),
      say.has(ticket) && h('p', {}, say.node('ui.cause.ticket'), ' ', say.node(ticket)),
    ];
  }

  /** @param {import('./types.js').Cause} cause */
  #cause({ id, word }) {
    const page = this.shape.causes[id]?.page;
    const name = this.say.node(`cause.${id}`);
    return h(
      'li',
      { 'data-cause': id, 'data-word': word },
      page ? h('a', { href: this.places.page(page) }, name) : name,
      ' ',
      h('span', { class: `kb-word kb-word--${word}` }, this.say.node(`ui.word.${word}`)),
    );
  }

  /** @param {string} reason  such as `status=re-auth` @returns {(Node | string)[]} */
  #reason(reason) {
    const [key = '', id = ''] = reason.split('=');
    if (key === 'seen') {
      const quote = recall().quotes[id];
      const text = this.say.node('ui.because.seen', { text: this.say.text(`signature.${id}`) });
      return quote ? [text, ' ', h('q', { dir: 'auto' }, quote)] : [text];
    }
    if (key === 'tried') return [this.say.node('ui.because.tried', { text: this.say.text(`repair.${id}`) })];
    return [this.say.node(`question.${key}`), ' ', h('strong', {}, this.say.node(this.say.answerId(key, id)))];
  }

  /** Everything that holds now, each with a way to take it back. @param {View} view @param {State} state */
  answers(view, state) {
    const { say } = this;
    const rows = [...state.answers].map(([question, answer]) =>
      this.#row(say.node(`question.${question}`), say.node(say.answerId(question, answer)), {
        label: 'ui.change',
        of: say.text(`question.${question}`),
        attributes: { 'data-change': question },
      }),
    );
    for (const list of [...LISTS, /** @type {const} */ ('fixed')]) {
      const ids = list === 'fixed' ? [state.fixed].filter(Boolean) : state[list];
      for (const id of ids) {
        const text = list === 'seen' ? `signature.${id}` : `repair.${id}`;
        const told = view.told.filter(({ signature }) => list === 'seen' && signature === id);
        const value = h('span', {}, say.node(text), ...told.map((answer) => h('span', { class: 'kb-told' }, ...this.#told(answer))));
        rows.push(
          this.#row(say.node(`ui.so-far.${list}`), value, {
            label: 'ui.undo',
            of: say.text(text),
            attributes: { 'data-undo': list, 'data-id': id },
          }),
        );
      }
    }
    if (rows.length === 0) return [];
    const restart = h('button', { type: 'button', class: 'kb-quiet', 'data-restart': true }, say.node('ui.restart'));
    return [
      h('h2', { class: 'kb-title' }, say.node('ui.so-far')),
      h('dl', { class: 'kb-so-far' }, ...rows),
      h('p', {}, restart),
    ];
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

  /** A question that a message has answered. @param {View['told'][number]} answer */
  #told({ question, answer }) {
    const { say } = this;
    return [say.node(`question.${question}`), ' ', h('strong', {}, say.node(say.answerId(question, answer)))];
  }

  /** What was recognised in the pasted message. @param {View} view */
  reading(view) {
    const { say } = this;
    const list = (/** @type {Finding[]} */ found) =>
      h('ul', {}, ...found.map(({ id, quote }) => h('li', {}, say.node(`signature.${id}`), ' ', h('q', { dir: 'auto' }, quote))));
    const { seen, healthy } = view;
    const told = view.told.filter(({ signature }) => seen.some(({ id }) => id === signature));
    return [
      h('p', {}, say.node(seen.length ? 'ui.paste.found' : 'ui.paste.nothing')),
      seen.length > 0 && list(seen),
      told.length > 0 && h('p', {}, say.node('ui.paste.told')),
      told.length > 0 && h('ul', { 'data-told': true }, ...told.map((answer) => h('li', {}, ...this.#told(answer)))),
      healthy.length > 0 && h('p', {}, say.node('ui.paste.healthy')),
      healthy.length > 0 && list(healthy),
      h(
        'details',
        {},
        h('summary', {}, say.node('ui.paste.masked')),
        h('pre', { class: 'kb-masked', tabindex: '0', dir: 'auto' }, view.redacted),
      ),
    ];
  }

  /** @param {string | undefined} page @param {string} text */
  #link(page, text) {
    return page && h('p', {}, h('a', { href: this.places.page(page) }, this.say.node(text)));
  }
}

/**
 * The picture so far: how likely each cause is, in words and as bars, why on demand, and all of them
 * for who knows already what it is.
 */

import { fill, h } from './dom.js';
import { answered, reason } from './reasons.js';
import { hasEvidence } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Reasons} Reasons */
/** @typedef {import('./types.js').Cause} Cause */
/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./state.js').State} State */

const MOST = 5; // causes that stand there at once
const LEVELS = { 'most-likely': 4, likely: 3, possible: 2, unlikely: 1 };

export class Picture {
  /**
   * @param {Sentences} say
   * @param {import('./types.js').Shape} shape
   * @param {import('./places.js').Places} places
   * @param {(fragment: string) => Promise<Reasons>} explain  rejects while nobody can tell
   */
  constructor(say, shape, places, explain) {
    this.say = say;
    this.shape = shape;
    this.places = places;
    this.explain = explain;
  }

  /** @param {View} view @param {State} state @returns {(HTMLElement | false)[]} */
  draw(view, state) {
    if (view.causes.length === 0) return [];
    const { say } = this;
    const told = hasEvidence(state);
    const reasons = memo(() => this.explain(view.fragment));
    const shown = told ? view.causes.filter(({ word }, n) => n < MOST && (n === 0 || word !== 'unlikely')) : [];
    const items = view.causes.map((cause) => {
      const open = shown.includes(cause);
      const item = this.#cause(cause, open && this.#why(cause.id, view, reasons));
      item.hidden = !open;
      return item;
    });
    const list = h('ol', { class: 'kb-chart', 'data-causes': true, id: 'kb-all-causes' }, ...items);
    const text = h('span', {}, say.node('ui.causes.known'));
    const all = h(
      'button',
      { type: 'button', class: 'kb-quiet', 'aria-expanded': 'false', 'aria-controls': 'kb-all-causes' },
      text,
    );
    all.addEventListener('click', () => {
      const open = all.getAttribute('aria-expanded') === 'false';
      all.setAttribute('aria-expanded', String(open));
      for (const [n, item] of items.entries()) item.hidden = !open && !shown.includes(/** @type {Cause} */ (view.causes[n]));
      text.replaceChildren(say.node(open ? 'ui.causes.fewer' : 'ui.causes.known'));
    });
    return [
      told && h('h2', { class: 'kb-title' }, say.node('ui.picture-so-far')),
      list,
      told && this.#turns(reasons),
      h('p', {}, all),
    ];
  }

  /** @param {Cause} cause @param {HTMLElement | false} why */
  #cause({ id, word }, why) {
    const page = this.shape.causes[id]?.page;
    const name = this.say.node(`cause.${id}`);
    const level = LEVELS[/** @type {keyof typeof LEVELS} */ (word)] ?? 1;
    return h(
      'li',
      { 'data-cause': id, 'data-word': word },
      page ? h('a', { href: this.places.page(page) }, name) : name,
      ' ',
      h('span', { class: `kb-word kb-word--${word}` }, this.say.node(`ui.word.${word}`)),
      h('span', { class: 'kb-bar', 'data-level': String(level), 'aria-hidden': 'true' }),
      why,
    );
  }

  /** @param {string} cause @param {View} view @param {() => Promise<Reasons>} reasons */
  #why(cause, view, reasons) {
    const { say } = this;
    const name = h('span', { class: 'kb-unseen' }, `: ${say.text(`cause.${cause}`)}`);
    return this.#onDemand('kb-why', [say.node('ui.why'), name], async () => {
      const first = view.causes[0]?.id === cause ? { raised: view.because, lowered: [] } : null;
      const { raised, lowered } = await reasons().then(({ causes }) => causes[cause] ?? first ?? NONE, () => first ?? NONE);
      if (raised.length + lowered.length === 0) return [h('p', {}, say.node('ui.why.later'))];
      const list = (/** @type {string} */ label, /** @type {string[]} */ found) =>
        found.length > 0 && [
          h('p', { class: 'kb-because' }, say.node(label)),
          h('ul', {}, ...found.map((evidence) => h('li', {}, ...reason(say, evidence)))),
        ];
      return [...(list('ui.because', raised) || []), ...(list('ui.against', lowered) || [])];
    });
  }

  /** The single answers that would put another cause first. @param {() => Promise<Reasons>} reasons */
  #turns(reasons) {
    const { say } = this;
    return this.#onDemand('kb-turns', [say.node('ui.turns')], async () => {
      const turns = await reasons().then((found) => found.turns, () => null);
      if (!turns) return [h('p', {}, say.node('ui.why.later'))];
      if (turns.length === 0) return [h('p', {}, say.node('ui.turns.none'))];
      const lines = turns.map(({ question, answer, given, cause }) => {
        const instead = given && say.node('ui.turn.instead', { answer: say.text(say.answerId(question, given)) });
        const then = say.node('ui.turn', { cause: say.text(`cause.${cause}`) });
        return h('li', {}, ...answered(say, question, answer), instead && ' ', instead, h('br', {}), then);
      });
      return [h('ul', {}, ...lines)];
    });
  }

  /**
   * A part that is filled when it is opened.
   * @param {string} name
   * @param {Node[]} summary
   * @param {() => Promise<Node[]>} content
   */
  #onDemand(name, summary, content) {
    const inside = h('div', {});
    const details = h('details', { class: name }, h('summary', {}, ...summary), inside);
    details.addEventListener('toggle', async () => {
      if (details.open) fill(inside, ...(await content()));
    });
    return details;
  }
}

/** @type {{raised: string[], lowered: string[]}} */
const NONE = { raised: [], lowered: [] };

/** Asks once; a failed try is made again. @param {() => Promise<Reasons>} ask @returns {() => Promise<Reasons>} */
function memo(ask) {
  /** @type {Promise<Reasons> | null} */
  let known = null;
  return () => {
    known ??= ask();
    known.catch(() => {
      known = null;
    });
    return known;
  };
}

/**
 * The decision tree that comes with the page: what is shown before Python has started, and if it
 * never does. Each state was computed by the engine; here it is only looked up. How it is written:
 * wizard/authoring/table.py.
 */

import { DONT_KNOW, LATER, NOTHING, afterReply, format, isWithin, parse, size, withAnswer } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Shape} Shape */
/** @typedef {import('./state.js').State} State */
/** @typedef {[step: number, causes: number[][], because: number[], obstacles: number[], plan: number[], then: number[], ahead: number]} Entry */
/** @typedef {{today: string, starts: Record<string, number>, states: Entry[]}} Encoded */

const OUTSIDE = -1;
const WORDS = ['most-likely', 'likely', 'possible'];

/** @type {View} */
export const NO_VIEW = {
  fragment: '',
  dropped: [],
  causes: [],
  obstacles: [],
  because: [],
  step: { kind: 'plan', id: '' },
  replies: {},
  plan: [],
  deferred: [],
  aside: [],
  told: [],
  seen: [],
  healthy: [],
  redacted: '',
};

export class Table {
  /** @param {Encoded} encoded @param {Shape} shape */
  constructor(encoded, shape) {
    this.states = encoded.states;
    this.shape = shape;
    /** @type {Map<string, {entry: Entry, state: State}>} */
    this.known = new Map();
    this.#name(encoded.starts);
  }

  /** The view of a state, or null when the table does not hold it.
   * @param {string} fragment  canonical
   * @returns {View | null} */
  view(fragment) {
    const { state: asked } = parse(fragment, this.shape);
    if (asked.fixed) {
      const before = this.view(format({ ...asked, fixed: '' })) ?? NO_VIEW;
      return { ...before, fragment, replies: {}, step: { kind: 'done', id: asked.fixed } };
    }
    const found = this.known.get(fragment);
    if (!found) return null;
    const { entry, state } = found;
    const [step, causes, because, obstacles, plan] = entry;
    const { order } = this.shape;
    return {
      ...NO_VIEW,
      fragment,
      causes: this.#causes(causes),
      obstacles: obstacles.map((place) => at(order.obstacles, place)),
      because: because.map((place) => reason(at(order.steps, place), state)),
      step: this.#step(step),
      replies: this.#replies(step, state),
      plan: plan.map((place) => at(order.steps, place)),
      deferred: [...state.answers].filter(([, answer]) => answer === LATER).map(([question]) => question).sort(),
    };
  }

  /** The usual least and most number of questions from here, or null for a state it does not hold.
   * @param {string} fragment  canonical
   * @returns {[number, number] | null} */
  ahead(fragment) {
    const digits = this.known.get(fragment)?.entry[6];
    return digits === undefined ? null : [Math.floor(digits / 10), digits % 10];
  }

  /** The repairs of the largest state that is known and lies within this one.
   * @param {State} state @returns {string[]} */
  plan(state) {
    /** @type {number[]} */
    let plan = [];
    let largest = -1;
    for (const { entry, state: part } of this.known.values()) {
      if (entry[4].length && size(part) > largest && isWithin(part, state)) {
        largest = size(part);
        plan = entry[4];
      }
    }
    const done = [...state.tried, ...state.skipped];
    return plan.map((place) => at(this.shape.order.steps, place)).filter((id) => !done.includes(id));
  }

  /** Finds the fragment of every state by walking from the starts.
   * @param {Record<string, number>} starts */
  #name(starts) {
    /** @type {[number, State][]} */
    const waiting = Object.entries(starts).map(([fragment, n]) => [n, fragment ? parse(fragment, this.shape).state : NOTHING]);
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [n, state] = next;
      const fragment = format(state);
      const entry = this.states[n];
      if (!entry || this.known.has(fragment)) continue;
      this.known.set(fragment, { entry, state });
      this.#following(entry[0], state).forEach((then, choice) => {
        const place = entry[5][choice] ?? OUTSIDE;
        if (place !== OUTSIDE) waiting.push([place, then]);
      });
    }
  }

  /** @param {number} step @param {State} state @returns {State[]} in the order of an entry's `then` */
  #following(step, state) {
    const { kind, id } = this.#step(step);
    if (kind === 'ask') {
      return [...(this.shape.questions[id] ?? []), DONT_KNOW, LATER].map((answer) => withAnswer(state, id, answer));
    }
    const clears = Boolean(this.shape.repairs[id]?.clears.length);
    const replies = /** @type {const} */ (['fixed', 'not-fixed', 'changed', 'skip']);
    return kind === 'try'
      ? replies.filter((reply) => clears || reply !== 'fixed').map((reply) => afterReply(state, id, reply, this.shape))
      : [];
  }

  /** @param {number} step @param {State} state @returns {Record<string, string>} */
  #replies(step, state) {
    const { kind, id } = this.#step(step);
    if (kind !== 'try') return {};
    const replies = /** @type {const} */ (['fixed', 'not-fixed', 'changed', 'skip']);
    return Object.fromEntries(replies.map((reply) => [reply, format(afterReply(state, id, reply, this.shape))]));
  }

  /** @param {number} place */
  #step(place) {
    const id = at(this.shape.order.steps, place);
    if (Object.hasOwn(this.shape.questions, id)) return { kind: 'ask', id };
    return { kind: Object.hasOwn(this.shape.repairs, id) ? 'try' : 'escalate', id };
  }

  /** @param {number[][]} byWord */
  #causes(byWord) {
    const { causes } = this.shape.order;
    const named = byWord.flatMap((places, n) => places.map((place) => ({ id: at(causes, place), word: WORDS[n] ?? '' })));
    const rest = causes.filter((id) => !named.some((cause) => cause.id === id));
    return [...named, ...rest.map((id) => ({ id, word: 'unlikely' }))];
  }
}

/** @param {string} id  a question or a repair @param {State} state */
function reason(id, state) {
  return state.answers.has(id) ? `${id}=${state.answers.get(id)}` : `tried=${id}`;
}

/** @param {string[]} list @param {number} place */
function at(list, place) {
  return list[place] ?? '';
}

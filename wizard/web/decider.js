/**
 * Says what comes next for a state: by looking it up in the table, and by asking the engine once it
 * is live. It decides nothing itself.
 */

import { fetchJson } from './data.js';
import { Engine, RefusedError } from './engine.js';
import { format, isWithin, parse, size } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Shape} Shape */

/** @type {View} */
const NO_VIEW = {
  fragment: '',
  dropped: [],
  causes: [],
  obstacles: [],
  because: [],
  step: { kind: 'plan', id: '' },
  replies: {},
  plan: [],
  deferred: [],
  seen: [],
  redacted: '',
};

export class Decider {
  /**
   * @param {{table: string, model: string, python: string}} urls  absolute; `python` may be ''
   * @param {Shape} shape
   */
  constructor(urls, shape) {
    this.urls = urls;
    this.shape = shape;
    this.engine = new Engine(urls);
  }

  /**
   * @param {string} fragment  canonical
   * @param {string} text  a pasted message; only a live engine can read it
   * @returns {Promise<View>} its step is a `plan` when the state is not in the table and the engine
   *   is not live. Rejects with `RefusedError`, or when even the table cannot be had.
   */
  async view(fragment, text = '') {
    if (this.engine.state === 'live') {
      try {
        return await this.engine.ask({ fragment, text, today: today() });
      } catch (reason) {
        if (reason instanceof RefusedError || text) throw reason;
      }
    }
    /** @type {Record<string, Partial<View>>} */
    const views = (await fetchJson(this.urls.table)).views;
    if (Object.hasOwn(views, fragment)) return { ...NO_VIEW, ...views[fragment] };
    return this.#plan(fragment, views);
  }

  /**
   * @param {string} fragment
   * @param {Record<string, Partial<View>>} views
   * @returns {View} the repairs of the largest known state within this one that has any
   */
  #plan(fragment, views) {
    const { state } = parse(fragment, this.shape);
    if (state.fixed) return { ...NO_VIEW, fragment, step: { kind: 'done', id: state.fixed } };
    /** @type {string[]} */
    let plan = [];
    let largest = -1;
    for (const [known, view] of Object.entries(views)) {
      const part = parse(known, this.shape).state;
      if (view.plan?.length && size(part) > largest && isWithin(part, state)) {
        largest = size(part);
        plan = view.plan;
      }
    }
    const done = [...state.tried, ...state.skipped];
    return { ...NO_VIEW, fragment: format(state), plan: plan.filter((id) => !done.includes(id)) };
  }
}

/** The reader's date, `YYYY-MM-DD`. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

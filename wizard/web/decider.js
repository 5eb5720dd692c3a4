/**
 * Says what comes next for a state: by looking it up in the table, and by asking the engine once it
 * is live. It decides nothing itself.
 */

import { fetchJson } from './data.js';
import { Engine, RefusedError } from './engine.js';
import { format, parse } from './state.js';
import { NO_VIEW, Table } from './table.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Shape} Shape */

export class Decider {
  /**
   * @param {{table: string, model: string, python: string}} urls  absolute; `python` may be ''
   * @param {import('./types.js').Data} data
   */
  constructor(urls, { shape, maskHosts }) {
    this.urls = urls;
    this.shape = shape;
    this.maskHosts = maskHosts;
    this.engine = new Engine(urls);
    /** @type {Table | null} */
    this.table = null;
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
        return await this.engine.view({ fragment, text, today: today(), hosts: this.maskHosts });
      } catch (reason) {
        if (reason instanceof RefusedError || text) throw reason;
      }
    }
    const table = await this.fetchTable();
    return table.view(fragment) ?? this.#plan(fragment, table);
  }

  /**
   * How many questions it usually takes until something can be done. The table is asked first, so
   * that what was said once stays when the engine comes.
   * @param {string} fragment  canonical
   * @returns {Promise<[number, number] | null>} least and most; null when nobody can tell
   */
  async ahead(fragment) {
    try {
      const known = (await this.fetchTable()).ahead(fragment);
      return known ?? (await this.engine.ahead({ fragment, today: today() }));
    } catch {
      return null;
    }
  }

  /** @param {string} fragment @returns {Promise<import('./types.js').Reasons>} rejects unless live */
  reasons(fragment) {
    return this.engine.reasons({ fragment, today: today() });
  }

  /** @returns {Promise<Table>} rejects when it cannot be had */
  async fetchTable() {
    this.table ??= new Table(await fetchJson(this.urls.table), this.shape);
    return this.table;
  }

  /**
   * @param {string} fragment
   * @param {Table} table
   * @returns {View}
   */
  #plan(fragment, table) {
    const { state } = parse(fragment, this.shape);
    return { ...NO_VIEW, fragment: format(state), plan: table.plan(state) };
  }
}

/** The reader's date, `YYYY-MM-DD`. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

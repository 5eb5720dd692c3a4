/**
 * The engine in its worker: starting it, asking it, and noticing that it never will answer.
 * Slow is not dead: only 15 s without a byte, or 20 s after the last byte, count as failed, because
 * Pyodide hangs instead of failing when its files are broken or forbidden.
 */

/** @typedef {import('./types.js').View} View */
/** @typedef {'table' | 'starting' | 'live' | 'failed'} EngineState  `table`: not started yet */
/** @typedef {import('./types.js').Reasons} Reasons */
/** @typedef {{want: string, resolve: (wanted: any) => void, reject: (reason: Error) => void}} Waiting */

const NO_BYTE = 15_000; // ms
const NO_ANSWER = 20_000; // ms

/** The engine understood, and refuses; the message is its own. */
export class RefusedError extends Error {}

/** Tells of every change of `state` with an event `change`, and of bytes with an event `bytes`. */
export class Engine extends EventTarget {
  /** @param {{python: string, model: string}} urls  absolute; no `python`: there is no engine */
  constructor(urls) {
    super();
    this.urls = urls;
    /** @type {EngineState} */
    this.state = 'table';
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    this.lastId = 0;
    this.timer = 0;
    this.bytes = 0; // that have come
  }

  /** Starts it once; a failed one only starts again with `retry`. */
  start() {
    if (this.state === 'table' && this.urls.python) this.#launch();
  }

  retry() {
    this.#stop(new Error('started again'));
    this.#launch();
  }

  /** @param {{fragment: string, text: string, today: string, hosts: boolean}} ask @returns {Promise<View>} */
  view(ask) {
    return this.#ask('view', ask);
  }

  /** @param {{fragment: string, today: string}} ask @returns {Promise<[number, number]>} */
  ahead(ask) {
    return this.#ask('ahead', ask);
  }

  /** @param {{fragment: string, today: string}} ask @returns {Promise<Reasons>} */
  reasons(ask) {
    return this.#ask('reasons', ask);
  }

  /** A text without its secrets. @param {string} text @param {boolean} hosts @returns {Promise<string>} */
  redact(text, hosts = false) {
    return this.#ask('masked', { text, hosts });
  }

  /**
   * @param {string} want  as in wizard/engine/messages.py
   * @param {object} ask
   * @returns {Promise<any>} rejects with `RefusedError`, or with any other error when it is gone
   */
  #ask(want, ask) {
    const id = (this.lastId += 1);
    return new Promise((resolve, reject) => {
      if (!this.worker) {
        reject(new Error('the engine is not running'));
        return;
      }
      this.waiting.set(id, { want, resolve, reject });
      this.worker.postMessage({ id, want, ...ask });
      this.#watch(NO_ANSWER);
    });
  }

  #launch() {
    this.bytes = 0;
    this.#become('starting');
    try {
      this.worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    } catch (reason) {
      this.#fail(reason instanceof Error ? reason : new Error(String(reason)));
      return;
    }
    this.worker.onmessage = (event) => this.#receive(event.data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(event.message || 'the worker stopped'));
    };
    this.worker.postMessage({ id: 0, ...this.urls });
    this.#watch(NO_BYTE);
  }

  /** @param {any} message */
  #receive(message) {
    if (message.id === undefined) {
      this.#watch(message.open > 0 ? NO_BYTE : NO_ANSWER);
      this.bytes = message.bytes;
      this.dispatchEvent(new Event('bytes'));
    } else if (message.broken) {
      this.#fail(new Error(message.broken));
    } else if (message.id === 0) {
      clearTimeout(this.timer);
      this.#become('live');
    } else {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (this.waiting.size === 0) clearTimeout(this.timer);
      if (message.error) waiting?.reject(new RefusedError(message.error));
      else if (waiting) waiting.resolve(message[waiting.want]);
    }
  }

  /** @param {number} patience  ms */
  #watch(patience) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.#fail(new Error('no answer')), patience);
  }

  /** @param {Error} reason */
  #fail(reason) {
    this.#stop(reason);
    this.#become('failed');
  }

  /** @param {Error} reason */
  #stop(reason) {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  /** @param {EngineState} state */
  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

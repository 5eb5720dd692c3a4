/**
 * Masks secrets in what the reader has typed, with the engine. Until that is done, a field counts as
 * waiting: it is stored nowhere, and the ways out wait for it as long as the engine may still come.
 */

/** @typedef {import('./ticket-form.js').TicketForm} TicketForm */
/** @typedef {import('./engine.js').Engine} Engine */

export class Masks {
  /**
   * @param {TicketForm} form
   * @param {{masked: (name: string, value: string) => void, changed: () => void}} tell  `masked` is
   *   told of each value that may be stored now, `changed` of everything that a reader should see
   */
  constructor(form, tell) {
    this.form = form;
    this.tell = tell;
    /** @type {Set<string>} names of fields that nobody has looked through */
    this.waiting = new Set();
    /** @type {Set<string>} names of fields in which something was masked */
    this.found = new Set();
    /** @type {Engine | null} */
    this.engine = null;
    this.hosts = false;
    this.isLost = false;
    /** @type {(() => void)[]} */
    this.patient = [];
  }

  /** `starting` also stands for an engine that nobody has asked for yet.
   * @returns {'starting' | 'live' | 'failed'} */
  get state() {
    if (this.isLost) return 'failed';
    const state = this.engine?.state;
    return state === 'live' || state === 'failed' ? state : 'starting';
  }

  /** @param {Engine} engine @param {boolean} hosts  whether host names are masked as well */
  use(engine, hosts) {
    this.engine = engine;
    this.hosts = hosts;
    this.isLost = !engine.urls.python;
    engine.addEventListener('change', () => void this.#decided());
    void this.#decided();
  }

  giveUp() {
    this.isLost = true;
    void this.#decided();
  }

  /** @param {string} name */
  typed(name) {
    this.waiting.add(name);
    this.found.delete(name);
  }

  forget() {
    this.waiting.clear();
    this.found.clear();
  }

  /** Masks a field, if that is possible now. @param {string} name */
  async mask(name) {
    const field = this.form.text(name);
    if (!field || !this.engine || this.state !== 'live' || !this.waiting.has(name)) return;
    const typed = field.value;
    try {
      const masked = typed && (await this.engine.redact(typed, this.hosts));
      if (field.value !== typed) return; // the reader goes on typing
      this.waiting.delete(name);
      if (masked !== typed) {
        this.found.add(name);
        field.value = masked;
      }
      this.tell.masked(name, masked);
    } catch {
      this.isLost = true;
    }
    this.tell.changed();
  }

  /** Resolves when everything is masked, or nothing ever will be. */
  async settle() {
    if (this.state === 'starting') await new Promise((resolve) => this.patient.push(() => resolve(null)));
    for (const name of [...this.waiting]) await this.mask(name);
  }

  async #decided() {
    if (this.state !== 'starting') for (const go of this.patient.splice(0)) go();
    this.tell.changed();
    // A field in use is masked when the reader leaves it.
    const free = [...this.waiting].filter((name) => this.form.text(name) !== document.activeElement);
    for (const name of free) await this.mask(name);
  }
}

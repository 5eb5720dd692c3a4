/**
 * `<kb-ticket name="…">`: fills the form with what the troubleshooter knows, and puts the text
 * together. It sends nothing. What the reader has written is overwritten by nothing but masks.
 */

import './page-links.js';
import { Sentences, fetchJson } from './data.js';
import { Decider } from './decider.js';
import { fill, part } from './dom.js';
import { recall, remember } from './memory.js';
import { Places, filesOf } from './places.js';
import { LONGEST, format, fragmentOf, parse } from './state.js';
import { TicketForm, isText } from './ticket-form.js';
import { draft } from './ticket-formats.js';
import { Masks } from './ticket-masks.js';
import { Review } from './ticket-review.js';
import { known, timeZone } from './ticket-text.js';
import { download } from './ticket-ways.js';
import { copy, share } from './ways.js';

const WAYS_OUT = ['copy', 'copy-piece', 'download', 'eml', 'mail', 'share'];

class Ticket extends HTMLElement {
  form = new TicketForm(part(this, 'form', HTMLFormElement));
  masks = new Masks(this.form, {
    masked: (name, value) => this.#keep(name, value),
    changed: () => this.#render(),
  });
  review = new Review(this, this.form, this.masks);
  /** @type {Set<string>} names of fields that the reader has edited */
  edited = new Set();
  /** @type {Sentences | null} where the ticket is written in English on a page that is not */
  english = null;
  /** @type {(() => void) | null} brings back what was deleted last */
  undo = null;
  /** @type {Promise<{say: Sentences, places: Places, decider: Decider, shape: import('./types.js').Shape}> | null} */
  tools = null;
  leaving = new AbortController();

  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const { form } = this.form;
    form.addEventListener('focusin', () => void this.#start(), { signal, once: true });
    form.addEventListener('input', ({ target }) => this.#edit(target), { signal });
    form.addEventListener('change', ({ target }) => isText(target) && void this.masks.mask(target.name), { signal });
    form.addEventListener('submit', (event) => event.preventDefault(), { signal });
    this.addEventListener('click', (event) => void this.#press(event), { signal });
    window.addEventListener('hashchange', () => void this.#fillIn(), { signal });
    for (const shown of this.querySelectorAll('[data-part=preview], [data-part=english], [data-do=clear]')) {
      shown.removeAttribute('hidden');
    }
    if ('share' in navigator) this.querySelector('[data-do=share]')?.removeAttribute('hidden');
    this.form.set('time-zone', timeZone());
    this.#restore(recall().ticket);
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  /** @param {Record<string, string>} values  of fields that were edited */
  #restore(values) {
    for (const [name, value] of Object.entries(values)) {
      this.edited.add(name);
      this.form.set(name, value);
    }
    void this.#chooseLanguage();
  }

  /** The reader begins to write: from now on there may be secrets. */
  async #start() {
    try {
      const { decider } = await this.#ready();
      decider.engine.start();
    } catch {
      this.masks.giveUp();
    }
  }

  /** @param {EventTarget | null} target */
  #edit(target) {
    if (!(target instanceof HTMLElement)) return;
    const name = target.getAttribute('name') ?? '';
    this.edited.add(name);
    part(this, 'cleared', HTMLElement).hidden = true;
    if (isText(target)) {
      target.removeAttribute('lang');
      this.masks.typed(name);
    } else {
      this.#keep(name, this.form.value(name));
    }
    if (name === 'in-english') void this.#chooseLanguage();
    else this.#render();
  }

  /** @param {string} name @param {string} value  without secrets */
  #keep(name, value) {
    remember({ ticket: { ...recall().ticket, [name]: value } });
  }

  async #chooseLanguage() {
    this.english = null;
    this.#render();
    try {
      if (this.form.value('in-english')) {
        const name = `${this.getAttribute('name')}.en.json`;
        this.english = new Sentences(await fetchJson(new URL(name, filesOf(this).texts)));
      }
    } catch {
      this.form.set('in-english', '');
      this.review.tell('english');
      return;
    }
    await this.#fillIn();
    this.#render();
  }

  /** Fills in what is known; the form is good without it. */
  async #fillIn() {
    const memory = recall();
    const fragment = fragmentOf(location.hash) || memory.fragment;
    if (!fragment) return;
    const { say, places, decider, shape } = await this.#ready();
    const filled = part(this, 'filled', HTMLElement);
    if (fragment.length > LONGEST) {
      fill(filled, say.node('ui.fragment.long', { count: fragment.length, most: LONGEST }));
      return;
    }
    const { state } = parse(fragment, shape);
    const view = await decider.view(format(state));
    if (view.step.kind === 'plan') decider.engine.start();
    const values = known(this.english ?? say, state, view, memory.text);
    for (const [name, value] of Object.entries({ ...values, link: this.#link(places, view.fragment) })) {
      if (this.edited.has(name) || !value) continue;
      this.form.set(name, value);
      this.form.mark(name, this.english !== null);
    }
    part(this, 'link', HTMLElement).hidden = false;
    if (filled.hidden) fill(filled, say.node('ui.ticket.filled'));
    this.#render();
  }

  /** Where the answers can be seen, in the language of the ticket.
   * @param {Places} places @param {string} fragment */
  #link(places, fragment) {
    const thisPage = this.english && document.querySelector('a[hreflang="en"]');
    if (!(thisPage instanceof HTMLAnchorElement)) return places.troubleshooter(fragment);
    const url = new URL(places.ownPage, thisPage.href);
    url.hash = fragment;
    return url.href;
  }

  #ready() {
    this.tools ??= this.#load();
    this.tools.catch(() => {
      this.tools = null;
    });
    return this.tools;
  }

  async #load() {
    const files = filesOf(this);
    /** @type {import('./types.js').Data} */
    const data = await fetchJson(files.texts);
    const decider = new Decider(files, data);
    const { engine } = decider;
    engine.addEventListener('change', () => {
      this.dataset.engine = engine.state;
      if (engine.state === 'live') void this.#fillIn();
    });
    this.masks.use(engine, decider.maskHosts);
    return { say: new Sentences(data), places: new Places(this, data), decider, shape: data.shape };
  }

  #render() {
    this.review.show(this.english, this.edited.has('text'));
  }

  /** @param {MouseEvent} event */
  async #press(event) {
    const pressed = event.target instanceof Element ? event.target.closest('[data-do]') : null;
    if (!(pressed instanceof HTMLElement)) return;
    const way = pressed.dataset.do ?? '';
    if (way === 'again') this.#putTogetherAgain();
    else if (way === 'clear') this.#clear();
    else if (way === 'undo') this.undo?.();
    if (!WAYS_OUT.includes(way)) return;
    const isUnmasked = this.masks.waiting.size > 0;
    if (way === 'mail' && !isUnmasked) return;
    event.preventDefault();
    if (isUnmasked) {
      this.review.tell('masking');
      await this.masks.settle();
      this.#render();
    }
    await this.#goOut(way, pressed);
  }

  /** @param {string} way @param {HTMLElement} pressed */
  async #goOut(way, pressed) {
    const text = this.form.value('text');
    const subject = this.form.value('subject') || this.form.value('product');
    const file = part(this, 'outcome', HTMLElement).dataset.file;
    if (way === 'copy') {
      const field = this.form.text('text');
      this.review.tell((await copy(text, () => field?.select())) ? 'copied' : 'selected');
    } else if (way === 'copy-piece') {
      const piece = pressed.closest('[data-piece]') ?? this;
      const words = part(piece, 'piece', HTMLElement);
      const isCopied = await copy(words.textContent ?? '', () => getSelection()?.selectAllChildren(words));
      part(piece, 'piece-done', HTMLElement).hidden = !isCopied;
      this.review.tell(isCopied ? 'piece' : 'selected', pressed.dataset.name);
    } else if (way === 'download') {
      const isMarkdown = this.form.value('format') === 'markdown';
      download(text, `${file}.${isMarkdown ? 'md' : 'txt'}`, isMarkdown ? 'text/markdown' : 'text/plain');
    } else if (way === 'eml') {
      download(draft(subject, text, new Date()), `${file}.eml`, 'message/rfc822');
    } else if (way === 'share') {
      if (!(await share(text, subject))) this.review.tell('shared');
    } else {
      location.assign(part(this, 'mail', HTMLAnchorElement).href);
    }
  }

  #putTogetherAgain() {
    this.edited.delete('text');
    this.masks.typed('text');
    this.masks.waiting.delete('text');
    const { text: _, ...rest } = recall().ticket;
    remember({ ticket: rest });
    this.#render();
    this.review.tell('again');
    this.form.text('text')?.focus();
  }

  #clear() {
    const { values } = this.form;
    const edited = [...this.edited];
    const waiting = [...this.masks.waiting];
    const kept = recall().ticket;
    this.undo = () => {
      this.edited = new Set(edited);
      for (const name of waiting) this.masks.typed(name);
      remember({ ticket: kept });
      this.#restore(Object.fromEntries(edited.map((name) => [name, values[name] ?? ''])));
      this.#tellCleared('undone');
      part(this, 'clear', HTMLElement).focus();
    };
    this.form.form.reset();
    this.edited.clear();
    this.masks.forget();
    remember({ ticket: {} });
    this.form.set('time-zone', timeZone());
    this.#tellCleared('cleared');
    void this.#chooseLanguage();
  }

  /** @param {'cleared' | 'undone'} words */
  #tellCleared(words) {
    part(this, 'cleared', HTMLElement).hidden = false;
    const status = part(this, 'cleared-words', HTMLElement);
    fill(status, status.dataset[words]);
    part(this, 'undo', HTMLElement).hidden = words === 'undone';
  }
}

customElements.define('kb-ticket', Ticket);

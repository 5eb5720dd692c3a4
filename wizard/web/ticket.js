/**
 * `<kb-ticket name="…">`: fills the form with what the troubleshooter knows, and puts the text
 * together. It sends nothing. What the reader has edited is never overwritten.
 */

import './page-links.js';
import { Sentences, fetchJson } from './data.js';
import { Decider } from './decider.js';
import { fill, part } from './dom.js';
import { recall } from './memory.js';
import { Places, filesOf } from './places.js';
import { LONGEST, format, fragmentOf, parse } from './state.js';
import { compose, known, mail } from './ticket-text.js';

class Ticket extends HTMLElement {
  /** @type {Set<string>} names of fields that the reader has changed */
  edited = new Set();
  /** @type {Promise<{say: Sentences, places: Places, decider: Decider, shape: import('./types.js').Shape}> | null} */
  tools = null;
  leaving = new AbortController();

  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    part(this, 'preview', HTMLElement).hidden = false;
    part(this, 'form', HTMLFormElement).addEventListener(
      'input',
      ({ target }) => {
        if (target instanceof HTMLElement) this.edited.add(target.getAttribute('name') ?? '');
        this.#preview();
      },
      { signal },
    );
    part(this, 'form', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault(), { signal });
    this.addEventListener('click', (event) => void this.#press(event.target), { signal });
    window.addEventListener('hashchange', () => void this.#fillIn(), { signal });
    this.#set('time-zone', timeZone());
    this.#preview();
    void this.#fillIn();
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  /** Fills in what is known; the form is good without it. */
  async #fillIn() {
    const memory = recall();
    const fragment = fragmentOf(location.hash) || memory.fragment;
    if (!fragment || fragment.length > LONGEST) return;
    const { say, places, decider, shape } = await this.#ready();
    const { state } = parse(fragment, shape);
    const view = await decider.view(format(state));
    if (view.step.kind === 'plan') decider.engine.start();
    for (const [name, value] of Object.entries(known(say, state, view, memory.text))) this.#set(name, value);
    this.#set('link', places.troubleshooter(view.fragment));
    part(this, 'link', HTMLElement).hidden = false;
    fill(part(this, 'filled', HTMLElement), say.node('ui.ticket.filled'));
    this.#preview();
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
    decider.engine.addEventListener('change', () => {
      if (decider.engine.state === 'live') void this.#fillIn();
    });
    return { say: new Sentences(data), places: new Places(this, data), decider, shape: data.shape };
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    const field = part(this, 'form', HTMLFormElement).elements.namedItem(name);
    const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    if (isText && value && !this.edited.has(name)) field.value = value;
  }

  #preview() {
    const form = part(this, 'form', HTMLFormElement);
    const text = compose(form);
    part(this, 'text', HTMLTextAreaElement).value = text;
    const link = part(this, 'mail', HTMLAnchorElement);
    const { href, cut } = mail(String(new FormData(form).get('subject') ?? ''), text, link.dataset.rest ?? '');
    link.href = href;
    part(this, 'cut', HTMLElement).hidden = !cut;
    fill(part(this, 'outcome', HTMLElement));
  }

  /** @param {EventTarget | null} target */
  async #press(target) {
    const button = target instanceof Element ? target.closest('button') : null;
    const preview = part(this, 'text', HTMLTextAreaElement);
    if (button?.dataset.do === 'copy') {
      const outcome = part(this, 'outcome', HTMLElement);
      try {
        await navigator.clipboard.writeText(preview.value);
        fill(outcome, outcome.dataset.copied);
      } catch {
        preview.select();
        fill(outcome, outcome.dataset.selected);
      }
    } else if (button?.dataset.do === 'download') {
      download(preview.value, button.dataset.file ?? 'ticket.txt');
    }
  }
}

/** @param {string} text @param {string} name */
function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Such as `Europe/Stockholm (UTC+01:00)`. */
function timeZone() {
  const minutes = -new Date().getTimezoneOffset();
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${Intl.DateTimeFormat().resolvedOptions().timeZone} (UTC${offset})`;
}

customElements.define('kb-ticket', Ticket);

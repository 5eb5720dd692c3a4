/**
 * `<kb-troubleshooter name="…">`: takes over the first question that the page brings, and leads on
 * from there. Until its data has come, and if it never does, the static question stays as it is.
 */

import './page-links.js';
import { Sentences, fetchJson } from './data.js';
import { Decider } from './decider.js';
import { fill, h, part } from './dom.js';
import { forget, recall, remember } from './memory.js';
import { Panels } from './panels.js';
import { Paste } from './paste.js';
import { Places, filesOf } from './places.js';
import { LONGEST, NOTHING, format, fragmentOf, parse, withAnswer, without } from './state.js';
import { Steps } from './steps.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {Awaited<ReturnType<Troubleshooter['load']>>} Tools */

// After the focus has moved, or a screen reader drops what is said meanwhile.
const AFTER_FOCUS = 200; // ms

class Troubleshooter extends HTMLElement {
  /** @type {Promise<Tools> | null} */ tools = null;
  /** @type {Paste | null} */ paste = null;
  /** @type {View | null} */ view = null;
  state = NOTHING;
  turn = 0;
  shown = '';
  pageTitle = '';
  leaving = new AbortController();

  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    if (!this.pageTitle) this.pageTitle = document.title;
    this.dataset.engine ??= 'table';
    this.addEventListener('submit', this, { signal });
    this.addEventListener('click', this, { signal });
    this.addEventListener('change', this, { signal });
    if (this.hasAttribute('compact')) return;
    for (const use of ['focusin', 'pointerdown', 'paste']) {
      this.addEventListener(use, () => this.#startEngine(), { signal, once: true });
    }
    for (const move of ['popstate', 'hashchange']) {
      window.addEventListener(move, () => this.#followAddress(), { signal });
    }
    if (this.dataset.python) {
      this.paste ??= new Paste(part(this, 'paste', HTMLFormElement), () => this.#reader());
    }
    if (fragmentOf(location.hash)) {
      void this.#startEngine();
      void this.#show(fragmentOf(location.hash), { focus: false });
    } else {
      void this.#offerToContinue();
    }
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  /** @param {Event} event */
  handleEvent(event) {
    const { target } = event;
    if (event.type === 'submit' && target instanceof HTMLFormElement && target.dataset.question) {
      event.preventDefault();
      void this.#answer(target, target.dataset.question);
    } else if (event.type === 'change' && target instanceof HTMLInputElement) {
      this.#setError(target.form, false);
    } else if (event.type === 'click' && target instanceof Element) {
      const button = target.closest('button');
      if (button) void this.#press(button.dataset);
    }
  }

  /** Fetches the sentences and makes what draws with them. */
  async load() {
    const files = filesOf(this);
    /** @type {import('./types.js').Data} */
    const data = await fetchJson(files.texts);
    const say = new Sentences(data);
    const places = new Places(this, data);
    const decider = new Decider(files, data);
    decider.engine.addEventListener('change', () => void this.#engineChanged());
    const { shape } = data;
    return {
      ...{ shape, say, places, decider },
      steps: new Steps(say, shape, places),
      panels: new Panels(say, shape, places),
    };
  }

  #ready() {
    this.tools ??= this.load();
    this.tools.catch(() => {
      this.tools = null;
      part(this, 'unavailable', HTMLElement).hidden = false;
    });
    return this.tools;
  }

  async #startEngine() {
    const { decider } = await this.#ready();
    decider.engine.start();
  }

  /** @param {HTMLFormElement} form @param {string} question */
  async #answer(form, question) {
    const chosen = new FormData(form).get(question);
    if (typeof chosen !== 'string') {
      this.#setError(form, true);
      form.querySelector('input')?.focus();
      return;
    }
    const fragment = format(withAnswer(this.state, question, chosen));
    if (this.hasAttribute('compact')) {
      location.assign(`${this.dataset.troubleshooter}#${fragment}`);
    } else {
      await this.#show(fragment, { push: true });
    }
  }

  /** @param {DOMStringMap} pressed  of a button */
  async #press({ reply, change, undo, id = '', keep, restart, retry, onward }) {
    if (reply && this.view) {
      if (reply === 'changed') remember({ text: '', quotes: {} });
      await this.#show(this.view.replies[reply] ?? '', { push: true });
    } else if (change) {
      history.pushState({ change }, '');
      await this.#show(this.view?.fragment ?? '', {});
    } else if (undo) {
      if (undo === 'seen') remember({ text: '', quotes: {} });
      await this.#show(format(without(this.state, undo, id)), { push: true });
    } else if (keep !== undefined) {
      history.back();
    } else if (restart !== undefined) {
      forget();
      this.paste?.clear();
      await this.#show('', { push: true });
    } else if (retry !== undefined) {
      (await this.#ready()).decider.engine.retry();
    } else if (onward !== undefined) {
      this.#focusStep();
    }
  }

  #followAddress() {
    const fragment = fragmentOf(location.hash);
    if (`${fragment} ${changing()}` !== this.shown) void this.#show(fragment, {});
  }

  /**
   * Shows the step for a fragment, whatever it holds.
   * @param {string} fragment
   * @param {{push?: boolean, focus?: boolean}} how  `push`: a new entry in the history
   */
  async #show(fragment, { push = false, focus = true }) {
    const turn = (this.turn += 1);
    this.setAttribute('aria-busy', 'true');
    try {
      const { say, shape, decider } = await this.#ready();
      const long = fragment.length > LONGEST;
      const { state, dropped } = parse(long ? '' : fragment, shape);
      const view = await decider.view(format(state));
      if (turn !== this.turn) return; // the reader has gone on meanwhile
      const lost = [...dropped, ...view.dropped].join(', ');
      fill(
        part(this, 'notice', HTMLElement),
        long && say.node('ui.fragment.long', { count: fragment.length, most: LONGEST }),
        lost && say.node('ui.fragment.dropped', { parts: lost }),
      );
      await this.#take(view, { push, focus, keepAddress: long });
    } catch {
      if (turn === this.turn) part(this, 'unavailable', HTMLElement).hidden = false;
    } finally {
      if (turn === this.turn) this.removeAttribute('aria-busy');
    }
  }

  /** @param {View} view @param {{push: boolean, focus: boolean, keepAddress?: boolean}} how */
  async #take(view, { push, focus, keepAddress = false }) {
    const { shape } = await this.#ready();
    this.state = parse(view.fragment, shape).state;
    this.view = view;
    if (view.fragment) remember({ fragment: view.fragment });
    const url = location.pathname + location.search + (view.fragment && `#${view.fragment}`);
    if (push && view.fragment !== fragmentOf(location.hash)) history.pushState(null, '', url);
    else if (push) history.replaceState(null, '', url);
    else if (!keepAddress && fragmentOf(location.hash)) history.replaceState(history.state, '', url);
    this.shown = `${fragmentOf(location.hash)} ${changing()}`;
    await this.#draw();
    if (focus) this.#focusStep();
  }

  async #draw() {
    const { say, places, steps, panels } = await this.#ready();
    const { view, state } = this;
    if (!view) return;
    const change = changing();
    const former = state.answers.get(change);
    const step = former ? { kind: 'ask', id: change } : view.step;
    const drawn = former ? steps.question(change, former, '') : steps.draw(view, this.#hopeful());
    fill(part(this, 'resume', HTMLElement));
    fill(part(this, 'obstacles', HTMLElement), ...panels.obstacles(view));
    fill(part(this, 'step', HTMLElement), drawn);
    fill(part(this, 'causes', HTMLElement), ...panels.causes(view, state));
    fill(part(this, 'answers', HTMLElement), ...panels.answers(view, state));
    this.dataset.stepKind = step.kind;
    this.dataset.stepId = step.id;
    this.#setLink('integrations', places.integration(view.fragment));
    this.#setLink('ticket', places.ticket(view.fragment));
    document.title = view.fragment ? `${say.text(steps.title({ ...view, step }))} – ${this.pageTitle}` : this.pageTitle;
    const first = view.causes[0];
    if (first && view.because.length) {
      const cause = `${say.text(`ui.cause.${first.word}`)}: ${say.text(`cause.${first.id}`)}`;
      setTimeout(() => fill(part(this, 'status', HTMLElement), cause), AFTER_FOCUS);
    }
  }

  async #engineChanged() {
    const { say, decider } = await this.#ready();
    const { state } = decider.engine;
    this.dataset.engine = state;
    const retry = h('button', { type: 'button', class: 'md-button', 'data-retry': true }, say.node('ui.engine.retry'));
    const failed = [h('p', {}, say.node('ui.engine.failed')), h('p', {}, retry)];
    fill(part(this, 'engine', HTMLElement), ...(state === 'failed' ? failed : []));
    if (state === 'starting') return;
    if (this.view?.step.kind === 'plan') {
      // Only the step is drawn anew; whoever types in the field below keeps the focus.
      const inside = part(this, 'step', HTMLElement).contains(document.activeElement);
      await this.#show(this.view.fragment, { focus: inside });
    }
    await this.paste?.engineChanged();
  }

  /** @returns {Promise<import('./paste.js').Reader>} */
  async #reader() {
    const tools = await this.#ready();
    return {
      ...tools,
      engine: tools.decider.engine,
      read: (text) => tools.decider.view(this.view?.fragment ?? '', text),
      show: (view) => this.#take(view, { push: true, focus: false }),
    };
  }

  async #offerToContinue() {
    const { fragment } = recall();
    if (!fragment) return;
    const { say } = await this.#ready();
    const link = h('a', { href: `#${fragment}` }, say.node('ui.resume.link'));
    fill(part(this, 'resume', HTMLElement), say.node('ui.resume'), ' ', link);
  }

  #hopeful() {
    return Boolean(this.dataset.python) && this.dataset.engine !== 'failed';
  }

  #focusStep() {
    const title = part(this, 'step', HTMLElement).querySelector('.kb-title');
    if (title instanceof HTMLElement) title.focus();
  }

  /** @param {HTMLFormElement | null} form @param {boolean} wrong */
  #setError(form, wrong) {
    const message = form?.querySelector('.kb-error');
    const first = form?.querySelector('input');
    if (!(message instanceof HTMLElement) || !first || message.hidden === !wrong) return;
    message.hidden = !wrong;
    if (wrong) first.setAttribute('aria-describedby', message.id);
    else first.removeAttribute('aria-describedby');
    const prefix = `${this.dataset.error} `;
    const title = document.title.replace(prefix, '');
    document.title = wrong ? prefix + title : title;
  }

  /** @param {string} way @param {string} href */
  #setLink(way, href) {
    this.querySelector(`a[data-way="${way}"]`)?.setAttribute('href', href);
  }
}

/** The question whose answer is being changed; Back leads out of it. */
function changing() {
  return String(history.state?.change ?? '');
}

customElements.define('kb-troubleshooter', Troubleshooter);

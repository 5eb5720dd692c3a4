/**
 * `<kb-troubleshooter name="…">`: takes over the first question that the page brings, and leads on
 * from there. Until its data has come, and if it never does, the static question stays as it is.
 */

import './page-links.js';
import { Answers } from './answers.js';
import { Sentences, fetchJson } from './data.js';
import { Decider } from './decider.js';
import { fill, h, part } from './dom.js';
import { forget, recall, remember } from './memory.js';
import { Paste, progress } from './paste.js';
import { Picture } from './picture.js';
import { Places, filesOf } from './places.js';
import { chosenAnswer, clearError } from './question-form.js';
import { LONGEST, NOTHING, format, fragmentOf, hasEvidence, parse, withAnswer, without } from './state.js';
import { Steps } from './steps.js';
import { summarize } from './summary.js';
import { Verdict } from './verdict.js';
import { copy } from './ways.js';

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
  /** @type {string[]} signatures that join the evidence with the next answer */ found = [];
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
      if (target.form) clearError(target.form);
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
      verdict: new Verdict(say, shape, places),
      picture: new Picture(say, shape, places, (fragment) => decider.reasons(fragment)),
      answers: new Answers(say),
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
    // First what the next question needs: the engine's 5 MB would keep it waiting on a slow line.
    await decider.fetchTable().catch(() => {});
    decider.engine.start();
  }

  /** @param {HTMLFormElement} form @param {string} question */
  async #answer(form, question) {
    const chosen = chosenAnswer(form);
    if (chosen) await this.#goOn(format(withAnswer(this.state, question, chosen)));
  }

  /** @param {DOMStringMap} pressed  of a button */
  async #press({ reply, change, undo, id = '', keep, restart, retry, onward, summary, print }) {
    if (reply && this.view) {
      if (reply === 'changed') this.#forgetMessage();
      await this.#goOn(this.view.replies[reply] ?? '');
    } else if (change) {
      history.pushState(null, '', `?change=${change}${location.hash}`);
      await this.#show(this.view?.fragment ?? '', {});
    } else if (undo) {
      if (undo === 'seen') this.#forgetMessage();
      await this.#show(format(without(this.state, undo, id)), { push: true });
    } else if (keep !== undefined) {
      await this.#show(this.view?.fragment ?? '', { push: true });
    } else if (restart !== undefined) {
      forget();
      this.found = [];
      this.paste?.clear();
      await this.#show('', { push: true });
    } else if (retry !== undefined) {
      (await this.#ready()).decider.engine.retry();
    } else if (onward !== undefined) {
      if (this.found.length) await this.#goOn(format(this.state));
      else this.#focusStep();
    } else if (summary !== undefined) {
      await this.#copySummary();
    } else if (print !== undefined) {
      window.print();
    }
  }

  /** To the next state, with what a message said while the reader was busy with this one.
   * @param {string} fragment */
  async #goOn(fragment) {
    const { shape } = await this.#ready();
    const { state } = parse(fragment, shape);
    const seen = [...new Set([...state.seen, ...this.found])];
    this.found = [];
    await this.#show(format({ ...state, seen }), { push: true });
  }

  #forgetMessage() {
    this.found = [];
    remember({ text: '', quotes: {} });
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
    const url = location.pathname + withoutChange(location.search, push) + (view.fragment && `#${view.fragment}`);
    const moved = view.fragment !== fragmentOf(location.hash) || (push && changing());
    if (push && moved) history.pushState(null, '', url);
    else if (push) history.replaceState(null, '', url);
    else if (!keepAddress && fragmentOf(location.hash)) history.replaceState(history.state, '', url);
    this.shown = `${fragmentOf(location.hash)} ${changing()}`;
    await this.#draw();
    if (focus) this.#focusStep();
  }

  async #draw() {
    const { say, places, steps, verdict, picture, answers } = await this.#ready();
    const { view, state } = this;
    if (!view) return;
    const change = changing();
    const former = state.answers.get(change);
    const step = former ? { kind: 'ask', id: change } : view.step;
    const drawn = former ? steps.question(change, former, '') : steps.draw(view, this.#hopeful());
    const evident = { ...view, step };
    fill(part(this, 'resume', HTMLElement));
    fill(part(this, 'obstacles', HTMLElement), ...(former ? [] : verdict.obstacles(view)));
    fill(part(this, 'verdict', HTMLElement), ...verdict.draw(evident, state));
    fill(part(this, 'step', HTMLElement), drawn);
    fill(part(this, 'causes', HTMLElement), ...picture.draw(view, state));
    fill(part(this, 'answers', HTMLElement), ...answers.draw(view, state));
    part(this, 'tools', HTMLElement).hidden = !view.fragment;
    this.dataset.stepKind = step.kind;
    this.dataset.stepId = step.id;
    this.#placePaste(hasEvidence(state));
    this.#setLink('integrations', places.integration(view.fragment));
    this.#setLink('ticket', places.ticket(view.fragment));
    document.title = view.fragment ? `${say.text(steps.title(evident))} – ${this.pageTitle}` : this.pageTitle;
    if (step.kind === 'plan' && this.#hopeful()) part(this, 'step', HTMLElement).append(await this.#progress());
    if (step.kind === 'ask' && !former) void this.#lookAhead(view.fragment);
    const first = view.causes[0];
    if (first && view.because.length) {
      const cause = `${say.text(`ui.cause.${first.word}`)}: ${say.text(`cause.${first.id}`)}`;
      setTimeout(() => fill(part(this, 'status', HTMLElement), cause), AFTER_FOCUS);
    }
  }

  /** Beside the first question the field for a message comes first; later the picture does. @param {boolean} later */
  #placePaste(later) {
    if (!this.paste) return;
    const paste = part(this, 'paste', HTMLFormElement);
    const side = part(this, 'side', HTMLElement);
    const there = side.lastElementChild === paste;
    if (there === later || paste.contains(document.activeElement)) return;
    if (later) side.append(paste);
    else side.prepend(paste);
  }

  /** @param {string} fragment */
  async #lookAhead(fragment) {
    const { decider, steps } = await this.#ready();
    const ahead = await decider.ahead(fragment);
    const line = this.querySelector('[data-part="ahead"]');
    if (ahead && line && fragment === this.view?.fragment) line.replaceChildren(steps.ahead(ahead));
  }

  async #progress() {
    const { say, decider } = await this.#ready();
    return h('p', {}, progress({ say, engine: decider.engine, bytes: Number(this.dataset.bytes) }));
  }

  async #engineChanged() {
    const { say, decider } = await this.#ready();
    const { state } = decider.engine;
    this.dataset.engine = state;
    const retry = h('button', { type: 'button', class: 'md-button', 'data-retry': true }, say.node('ui.engine.retry'));
    const failed = [h('p', {}, say.node('ui.engine.failed')), h('p', {}, retry)];
    fill(part(this, 'engine', HTMLElement), ...(state === 'failed' ? failed : []));
    if (state === 'starting') return;
    if (this.view && this.view.causes.length === 0) {
      // The table did not know the state. Only the step is drawn anew; whoever types in the field below keeps the focus.
      const inside = part(this, 'step', HTMLElement).contains(document.activeElement);
      await this.#show(this.view.fragment, { focus: inside });
    }
    await this.paste?.engineChanged();
  }

  async #copySummary() {
    const { say, places, steps } = await this.#ready();
    if (!this.view) return;
    const title = say.text(steps.title(this.view));
    const text = summarize(say, this.state, this.view, { title, link: places.troubleshooter(this.view.fragment) });
    const field = h('textarea', { class: 'kb-input', rows: '8', readonly: true, 'aria-label': say.text('ui.summary') });
    field.value = text;
    const copied = await copy(text, () => {});
    const said = say.node(copied ? 'ui.summary.copied' : 'ui.copy.selected');
    fill(part(this, 'copied', HTMLElement), h('p', {}, said), !copied && field);
    if (!copied) field.select();
  }

  /** @returns {Promise<import('./paste.js').Reader>} */
  async #reader() {
    const tools = await this.#ready();
    return {
      ...tools,
      engine: tools.decider.engine,
      bytes: Number(this.dataset.bytes),
      read: (text) => tools.decider.view(this.view?.fragment ?? '', text),
      show: (view) => this.#take(view, { push: true, focus: false }),
      defer: (view) => {
        const busy = part(this, 'step', HTMLElement).contains(document.activeElement);
        if (busy) this.found = view.seen.map(({ id }) => id);
        return busy;
      },
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

  /** @param {string} way @param {string} href */
  #setLink(way, href) {
    this.querySelector(`a[data-way="${way}"]`)?.setAttribute('href', href);
  }
}

/** The question whose answer is being changed. In the address, so that reload and language keep it. */
function changing() {
  return new URLSearchParams(location.search).get('change') ?? '';
}

/** @param {string} search @param {boolean} done  whether the change is over */
function withoutChange(search, done) {
  const query = new URLSearchParams(search);
  if (done) query.delete('change');
  return query.size ? `?${query}` : '';
}

customElements.define('kb-troubleshooter', Troubleshooter);

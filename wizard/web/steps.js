/** Draws the step: a question, a repair, the way to support, the end, or the plan meanwhile. */

import { h } from './dom.js';
import { HandOn } from './hand-on.js';
import { DONT_KNOW, LATER } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./places.js').Places} Places */

const MANY = 8; // answers; more of them stand in columns

export class Steps {
  /** @param {Sentences} say @param {import('./types.js').Shape} shape @param {Places} places */
  constructor(say, shape, places) {
    this.say = say;
    this.shape = shape;
    this.places = places;
    this.handOn = new HandOn(say, shape);
  }

  /** The step's name, for its heading and the window's title. @param {View} view */
  title(view) {
    const { kind, id } = view.step;
    const known = { ask: `question.${id}`, try: `repair.${id}`, done: 'ui.done.title' };
    return known[/** @type {keyof typeof known} */ (kind)] ?? `ui.${kind}.title`;
  }

  /**
   * @param {View} view
   * @param {boolean} hopeful  whether the engine may still come
   * @returns {HTMLElement}
   */
  draw(view, hopeful) {
    if (view.step.kind === 'ask') return this.question(view.step.id, '', this.#link(view));
    if (view.step.kind === 'try') return this.#repair(view);
    if (view.step.kind === 'done') return this.#done(view);
    if (view.step.kind === 'plan') return this.#plan(view, hopeful);
    return this.#escalate(view);
  }

  /**
   * @param {string} question
   * @param {string} former  the answer that is being changed, or ''
   * @param {string} link  to this state, for whoever can answer; '' for none
   */
  question(question, former, link) {
    const { say } = this;
    const ids = [...(this.shape.questions[question] ?? []), DONT_KNOW, LATER];
    const help = say.has(`question.${question}.help`) && `kb-help-${question}`;
    const answers = ids.map((id) => this.#answer(question, id));
    const many = ids.length > MANY ? ' kb-answers--many' : '';
    return h(
      'form',
      { class: 'kb-question', 'data-question': question, autocomplete: 'off' },
      h(
        'fieldset',
        { class: 'kb-fields', 'aria-describedby': help },
        h('legend', { class: 'kb-title', tabindex: '-1' }, h('h2', {}, say.node(`question.${question}`))),
        help && h('p', { class: 'kb-help', id: help }, say.node(`question.${question}.help`)),
        former &&
          h('p', { class: 'kb-help' }, say.node('ui.former', { answer: say.text(say.answerId(question, former)) })),
        h('p', { class: 'kb-error', id: `kb-error-${question}`, hidden: true }, say.node('ui.error.choose')),
        h('div', { class: `kb-answers${many}` }, ...answers),
      ),
      h(
        'p',
        { class: 'kb-buttons' },
        h('button', { class: 'md-button md-button--primary', type: 'submit' }, say.node('ui.continue')),
        former && h('button', { class: 'md-button', type: 'button', 'data-keep': true }, say.node('ui.keep')),
      ),
      link && this.handOn.draw(`question.${question}`, link),
    );
  }

  /** @param {string} question @param {string} id */
  #answer(question, id) {
    const input = h('input', { type: 'radio', name: question, value: id });
    const text = h('span', {}, this.say.node(this.say.answerId(question, id)));
    return h('label', { class: 'kb-answer' }, input, text);
  }

  /** @param {View} view */
  #repair(view) {
    const { say } = this;
    const id = view.step.id;
    const cause = view.causes[0];
    const replies = Object.keys(view.replies).map((reply) =>
      h(
        'button',
        { type: 'button', class: `md-button${reply === 'fixed' ? ' md-button--primary' : ''}`, 'data-reply': reply },
        say.node(`ui.reply.${reply}`),
      ),
    );
    return h(
      'div',
      { class: 'kb-repair' },
      // What the repair is for, in a line; an obstacle has its own panel above.
      cause && !view.obstacles.length && h('p', { class: 'kb-label' }, say.node(`ui.cause.${cause.word}`), ': ', say.node(`cause.${cause.id}`)),
      this.#heading(view),
      h('p', { class: 'kb-help' }, say.minutes(this.shape.repairs[id]?.minutes ?? 1)),
      this.#steps(id),
      this.#more(id),
      this.handOn.draw(`repair.${id}`, this.#link(view)),
      h(
        'div',
        { role: 'group', class: 'kb-replies', 'aria-labelledby': 'kb-fixed' },
        h('p', { id: 'kb-fixed', class: 'kb-replies__title' }, say.node('ui.try.question')),
        h('p', { class: 'kb-buttons' }, ...replies),
      ),
    );
  }

  /** @param {View} view */
  #done(view) {
    const { say } = this;
    const page = this.shape.repairs[view.step.id]?.page;
    const verify = page && `${page.split('#')[0]}#verify`;
    return h(
      'div',
      { class: 'kb-done' },
      this.#heading(view),
      h('p', {}, say.node('ui.done.text', { repair: say.text(`repair.${view.step.id}`) })),
      verify && h('p', {}, h('a', { href: this.places.page(verify) }, say.node('ui.done.verify'))),
      this.#restart('md-button md-button--primary'),
    );
  }

  /** @param {View} view */
  #escalate(view) {
    const { say } = this;
    return h(
      'div',
      { class: 'kb-escalate' },
      this.#heading(view),
      h('p', {}, say.node('ui.escalate.text')),
      h(
        'p',
        { class: 'kb-buttons' },
        h('a', { class: 'md-button md-button--primary', href: this.places.ticket(view.fragment) }, say.node('ui.escalate.link')),
      ),
    );
  }

  /** @param {View} view @param {boolean} hopeful */
  #plan(view, hopeful) {
    const { say } = this;
    const repairs = view.plan.map((id) =>
      h(
        'li',
        {},
        h(
          'details',
          {},
          h('summary', {}, say.node(`repair.${id}`), ` (${say.minutes(this.shape.repairs[id]?.minutes ?? 1)})`),
          this.#steps(id),
          this.#more(id),
        ),
      ),
    );
    return h(
      'div',
      { class: 'kb-plan' },
      this.#heading(view),
      h('p', {}, say.node(hopeful ? 'ui.plan.text' : 'ui.plan.without')),
      repairs.length > 0 && h('p', {}, say.node('ui.plan.repairs')),
      repairs.length > 0 && h('ol', { class: 'kb-plan__repairs' }, ...repairs),
      h('p', {}, h('a', { href: this.places.ticket(view.fragment) }, say.node('ui.escalate.link'))),
    );
  }

  /** @param {View} view */
  #heading(view) {
    return h('h2', { class: 'kb-title', tabindex: '-1' }, this.say.node(this.title(view)));
  }

  /** @param {string} repair */
  #steps(repair) {
    const count = this.shape.repairs[repair]?.steps ?? 0;
    const steps = Array.from({ length: count }, (_, n) =>
      h('li', {}, this.say.node(`repair.${repair}.step.${n + 1}`)),
    );
    const check = h('p', { class: 'kb-check' }, h('strong', {}, this.say.node('ui.try.check')), ' ', this.say.node(`repair.${repair}.check`));
    return h('div', {}, h('ol', { class: 'kb-repair__steps' }, ...steps), check);
  }

  /** @param {View} view */
  #link(view) {
    return this.places.troubleshooter(view.fragment);
  }

  /** @param {string} repair */
  #more(repair) {
    const page = this.shape.repairs[repair]?.page;
    return page && h('p', {}, h('a', { href: this.places.page(page) }, this.say.node('ui.try.more')));
  }

  /** @param {string} look */
  #restart(look) {
    const button = h('button', { type: 'button', class: look, 'data-restart': true }, this.say.node('ui.restart'));
    return h('p', { class: 'kb-buttons' }, button);
  }
}

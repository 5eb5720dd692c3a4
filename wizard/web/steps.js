/** Draws the step: a question, a repair, the way to support, the end, or the plan meanwhile. */

import { choices } from './choices.js';
import { h } from './dom.js';
import { HandOn } from './hand-on.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./places.js').Places} Places */

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
    const help = say.has(`question.${question}.help`) && `kb-help-${question}`;
    return h(
      'form',
      {
        class: 'kb-question',
        'data-question': question,
        'data-error-title': say.text('ui.error.title'),
        'data-error-summary': say.text('ui.error.summary'),
        'data-error-text': say.text('ui.error.choose'),
        autocomplete: 'off',
        novalidate: true,
      },
      h(
        'fieldset',
        { class: 'kb-fields', 'aria-describedby': help },
        h('legend', { class: 'kb-title', tabindex: '-1' }, h('h2', {}, say.node(`question.${question}`))),
        help && h('p', { class: 'kb-help', id: help }, say.node(`question.${question}.help`)),
        this.#picture(question),
        former &&
          h('p', { class: 'kb-help' }, say.node('ui.former', { answer: say.text(say.answerId(question, former)) })),
        h('p', { class: 'kb-error', id: `kb-error-${question}`, hidden: true }, say.node('ui.error.choose')),
        choices(question, this.shape, say),
      ),
      h(
        'p',
        { class: 'kb-buttons kb-go' },
        h('button', { class: 'md-button md-button--primary', type: 'submit' }, say.node('ui.continue')),
        former && h('button', { class: 'md-button', type: 'button', 'data-keep': true }, say.node('ui.keep')),
      ),
      // Its line is there from the start, so that nothing moves when the number comes.
      h('p', { class: 'kb-ahead', 'data-part': 'ahead' }),
      link && this.handOn.draw(`question.${question}`, [], link),
    );
  }

  /** How many questions are usually left after this one. @param {[number, number]} ahead */
  ahead([least, most]) {
    const [low, high] = [Math.max(0, least - 1), Math.max(0, most - 1)];
    if (high === 0) return this.say.node('ui.ahead.last');
    if (low === high) return this.say.node(high === 1 ? 'ui.ahead.one' : 'ui.ahead.some', { count: high });
    if (low === 0) return this.say.node(high === 1 ? 'ui.ahead.at-most-one' : 'ui.ahead.at-most', { most: high });
    return this.say.node('ui.ahead.range', { least: low, most: high });
  }

  /** @param {string} question */
  #picture(question) {
    const file = this.shape.pictures[question];
    if (!file) return false;
    const picture = h('img', {
      src: this.places.page(file),
      alt: this.say.text(`question.${question}.picture`),
      loading: 'lazy',
      width: '300',
    });
    return h('details', { class: 'kb-picture' }, h('summary', {}, this.say.node('ui.picture')), picture);
  }

  /** @param {View} view */
  #repair(view) {
    const { say } = this;
    const id = view.step.id;
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
      this.#heading(view),
      h('p', { class: 'kb-help kb-minutes' }, say.minutes(this.shape.repairs[id]?.minutes ?? 1)),
      this.#steps(id),
      this.#more(id),
      this.handOn.draw(`repair.${id}`, this.#sentences(id), this.#link(view)),
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
    const { id } = view.step;
    const page = this.shape.repairs[id]?.page;
    const verify = page && `${page.split('#')[0]}#verify`;
    const cause = view.causes.find((known) => this.shape.repairs[id]?.fixes.includes(known.id))?.id;
    const prevent = cause && say.has(`cause.${cause}.prevent`) && `cause.${cause}.prevent`;
    const part = (/** @type {string} */ label, /** @type {(Node | string)[]} */ ...text) => [
      h('dt', {}, say.node(label)),
      h('dd', {}, ...text),
    ];
    return h(
      'div',
      { class: 'kb-done' },
      this.#heading(view),
      h(
        'dl',
        { class: 'kb-closing' },
        ...(cause ? part('ui.done.cause', this.#cause(cause)) : []),
        ...part('ui.done.repair', say.node(`repair.${id}`)),
        ...(prevent ? part('ui.done.prevent', say.node(prevent)) : []),
      ),
      verify && h('p', {}, h('a', { href: this.places.page(verify) }, say.node('ui.done.verify'))),
      this.#restart('md-button md-button--primary'),
    );
  }

  /** @param {string} cause */
  #cause(cause) {
    const page = this.shape.causes[cause]?.page;
    const name = this.say.node(`cause.${cause}`);
    return page ? h('a', { href: this.places.page(page) }, name) : name;
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
    const steps = this.#stepIds(repair).map((id) => h('li', {}, this.say.node(id)));
    const check = h('p', { class: 'kb-check' }, h('strong', {}, this.say.node('ui.try.check')), ' ', this.say.node(`repair.${repair}.check`));
    return h('div', {}, h('ol', { class: 'kb-repair__steps' }, ...steps), check);
  }

  /** What to do, and how to tell that it worked, as plain text. @param {string} repair */
  #sentences(repair) {
    return [...this.#stepIds(repair), `repair.${repair}.check`].map((id) => this.say.text(id));
  }

  /** @param {string} repair */
  #stepIds(repair) {
    const count = this.shape.repairs[repair]?.steps ?? 0;
    return Array.from({ length: count }, (_, n) => `repair.${repair}.step.${n + 1}`);
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

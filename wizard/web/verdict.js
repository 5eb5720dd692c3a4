/** What is wrong, said before what to do: what is in the way, and the likely cause with its reasons. */

import { h } from './dom.js';
import { reason } from './reasons.js';
import { hasEvidence } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('./state.js').State} State */

export class Verdict {
  /** @param {Sentences} say @param {import('./types.js').Shape} shape @param {Places} places */
  constructor(say, shape, places) {
    this.say = say;
    this.shape = shape;
    this.places = places;
  }

  /** What keeps the reader from repairing; it comes before the causes. @param {View} view */
  obstacles(view) {
    return view.obstacles.map((id) =>
      h(
        'div',
        { class: 'kb-card kb-obstacle', 'data-obstacle': id },
        h('p', { class: 'kb-label' }, this.say.node('ui.obstacle')),
        h('h2', { class: 'kb-title' }, this.say.node(`obstacle.${id}`)),
        h('p', {}, this.say.node(`obstacle.${id}.why`)),
        this.#link(this.shape.obstacles[id]?.page, 'ui.obstacle.more'),
      ),
    );
  }

  /** Nothing while questions are asked, and nothing when it works again. @param {View} view @param {State} state */
  draw(view, state) {
    const first = view.causes[0];
    if (!first || !hasEvidence(state) || !['try', 'escalate'].includes(view.step.kind)) return [];
    const { say } = this;
    const reasons = view.because.map((evidence) => h('li', {}, ...reason(say, evidence)));
    const reauthenticate = this.shape.causes[first.id]?.reauthenticate;
    const ticket = `cause.${first.id}.ticket`;
    return [
      h('p', { class: 'kb-label' }, say.node(`ui.cause.${first.word}`)),
      h('h2', { class: 'kb-title' }, say.node(`cause.${first.id}`)),
      h('p', {}, say.node(`cause.${first.id}.why`)),
      reasons.length > 0 && h('p', { class: 'kb-because' }, say.node('ui.because')),
      reasons.length > 0 && h('ul', {}, ...reasons),
      reauthenticate && h('p', { 'data-reauthenticate': reauthenticate }, say.node(`ui.reauthenticate.${reauthenticate}`)),
      say.has(ticket) && h('p', {}, say.node('ui.cause.ticket'), ' ', say.node(ticket)),
      this.#link(this.shape.causes[first.id]?.page, 'ui.cause.more'),
    ];
  }

  /** @param {string | undefined} page @param {string} text */
  #link(page, text) {
    return page && h('p', {}, h('a', { href: this.places.page(page) }, this.say.node(text)));
  }
}

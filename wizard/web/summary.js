/** A state as plain text: to keep, to print, to send to somebody. */

import { answers, tried } from './ticket-text.js';
import { hasEvidence } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('./data.js').Sentences} Sentences */

/**
 * @param {Sentences} say
 * @param {State} state
 * @param {View} view
 * @param {{title: string, link: string}} page  the step's name, and the address of this state
 * @returns {string}
 */
export function summarize(say, state, view, { title, link }) {
  const first = hasEvidence(state) ? view.causes[0] : undefined;
  const block = (/** @type {string} */ label, /** @type {string[]} */ lines) =>
    lines.length ? `${say.text(label)}\n${lines.map((line) => `- ${line}`).join('\n')}` : '';
  return [
    first && `${say.text(`ui.cause.${first.word}`)}: ${say.text(`cause.${first.id}`)}`,
    block('ui.so-far', answers(say, state)),
    block('ui.ticket.tried', tried(say, state)),
    `${say.text('ui.summary.step')} ${title}`,
    link,
  ]
    .filter(Boolean)
    .join('\n\n');
}

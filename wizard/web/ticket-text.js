/** What the troubleshooter knows for the ticket. */

import { hasEvidence } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('./data.js').Sentences} Sentences */

/**
 * Field name to what the troubleshooter knows for it; '' where it knows nothing.
 * @param {Sentences} say  in the language of the ticket
 * @param {State} state
 * @param {View} view
 * @param {string} message  pasted, with secrets masked
 * @returns {Record<string, string>}
 */
export function known(say, state, view, message) {
  const integration = state.answers.has('integration')
    ? say.text(say.answerId('integration', state.answers.get('integration') ?? ''))
    : '';
  const first = hasEvidence(state) ? view.causes[0] : undefined;
  const cause = first ? say.text(`cause.${first.id}`) : '';
  const both = integration && cause && say.text('ui.ticket.subject.text', { integration, cause });
  return {
    integration,
    subject: both || integration || cause,
    cause: first && cause ? `${cause} (${say.text(`ui.word.${first.word}`)})` : '',
    answers: answers(say, state).join('\n'),
    tried: tried(say, state).join('\n'),
    error: message,
  };
}

/** @param {Sentences} say @param {State} state */
export function answers(say, state) {
  const given = [...state.answers].map(
    ([question, answer]) => `${say.text(`question.${question}`)} ${say.text(say.answerId(question, answer))}`,
  );
  const found = state.seen.map((id) => say.text('ui.because.seen', { text: say.text(`signature.${id}`) }));
  return [...given, ...found];
}

/** @param {Sentences} say @param {State} state */
export function tried(say, state) {
  const line = (/** @type {string} */ result) => (/** @type {string} */ id) =>
    say.text(`ui.ticket.tried.${result}`, { repair: say.text(`repair.${id}`) });
  return [
    ...state.tried.map(line('failed')),
    ...state.skipped.map(line('skipped')),
    ...(state.fixed ? [line('fixed')(state.fixed)] : []),
  ];
}

/** Such as `Europe/Stockholm (UTC+01:00)`. */
export function timeZone() {
  const minutes = -new Date().getTimezoneOffset();
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, '0');
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${Intl.DateTimeFormat().resolvedOptions().timeZone} (UTC${offset})`;
}

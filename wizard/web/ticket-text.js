/** What goes into the ticket: lines that are known from the troubleshooter, and the final text. */

import { hasEvidence } from './state.js';

/** @typedef {import('./types.js').View} View */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('./data.js').Sentences} Sentences */

const LONGEST_MAIL = 1800; // characters of the address; some mail programs take no more

/**
 * Field name to what the troubleshooter knows for it; '' where it knows nothing.
 * @param {Sentences} say
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
function answers(say, state) {
  const given = [...state.answers].map(
    ([question, answer]) => `${say.text(`question.${question}`)} ${say.text(say.answerId(question, answer))}`,
  );
  const found = state.seen.map((id) => say.text('ui.because.seen', { text: say.text(`signature.${id}`) }));
  return [...given, ...found];
}

/** @param {Sentences} say @param {State} state */
function tried(say, state) {
  const line = (/** @type {string} */ result) => (/** @type {string} */ id) =>
    say.text(`ui.ticket.tried.${result}`, { repair: say.text(`repair.${id}`) });
  return [
    ...state.tried.map(line('failed')),
    ...state.skipped.map(line('skipped')),
    ...(state.fixed ? [line('fixed')(state.fixed)] : []),
  ];
}

/** The ticket as it is copied: every field that holds something, under its label.
 * @param {HTMLFormElement} form */
export function compose(form) {
  const lines = [];
  for (const field of form.querySelectorAll('[data-label]')) {
    const value = valueOf(field).trim();
    const label = field.getAttribute('data-label') ?? '';
    if (value) lines.push(value.includes('\n') ? `${label}:\n${value}\n` : `${label}: ${value}`);
  }
  return lines.join('\n').trimEnd() + '\n';
}

/**
 * @param {string} subject
 * @param {string} text
 * @param {string} rest  what stands where the text was cut
 * @returns {{href: string, cut: boolean}}
 */
export function mail(subject, text, rest) {
  const href = (/** @type {string} */ body) =>
    `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  const clean = text.toWellFormed?.() ?? text; // half a character would make encodeURIComponent throw
  if (href(clean).length <= LONGEST_MAIL) return { href: href(clean), cut: false };
  let characters = [...clean];
  while (characters.length && href(`${characters.join('')}\n${rest}`).length > LONGEST_MAIL) {
    characters = characters.slice(0, Math.floor(characters.length * 0.95));
  }
  return { href: href(`${characters.join('')}\n${rest}`), cut: true };
}

/** @param {Element} field */
function valueOf(field) {
  const control = field.querySelector('textarea, select, input:not([type=radio]), input:checked');
  return control && 'value' in control ? String(control.value) : '';
}

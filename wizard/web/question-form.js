/** What both the whole element and its short form inside an article do with a question's form. */

import { h } from './dom.js';

/**
 * The answer that was chosen; none is an error, and the reader is taken to it.
 * @param {HTMLFormElement} form
 * @returns {string | null}
 */
export function chosenAnswer(form) {
  const chosen = new FormData(form).get(form.dataset.question ?? '');
  if (typeof chosen === 'string') return chosen;
  showError(form);
  return null;
}

/** @param {HTMLFormElement} form */
function showError(form) {
  clearError(form);
  const first = form.querySelector('input[type=radio]');
  const message = form.querySelector('.kb-error');
  if (!(first instanceof HTMLInputElement) || !(message instanceof HTMLElement)) return;
  message.hidden = false;
  first.id ||= `kb-first-${form.dataset.question}`;
  for (const radio of form.querySelectorAll('input[type=radio]')) radio.setAttribute('aria-describedby', message.id);
  const link = h('a', { href: `#${first.id}` }, form.dataset.errorText ?? '');
  link.addEventListener('click', (event) => {
    event.preventDefault();
    first.focus();
  });
  const title = h('h2', { class: 'kb-title', id: 'kb-error-title' }, form.dataset.errorSummary ?? '');
  const summary = h(
    'div',
    { class: 'kb-error-summary', role: 'alert', tabindex: '-1', 'aria-labelledby': 'kb-error-title' },
    title,
    h('ul', {}, h('li', {}, link)),
  );
  form.classList.add('kb-question--wrong');
  form.prepend(summary);
  document.title = prefix(form) + document.title.replace(prefix(form), '');
  summary.focus();
}

/** @param {HTMLFormElement} form */
export function clearError(form) {
  if (!form.classList.contains('kb-question--wrong')) return;
  form.classList.remove('kb-question--wrong');
  form.querySelector('.kb-error-summary')?.remove();
  for (const message of form.querySelectorAll('.kb-error')) message.toggleAttribute('hidden', true);
  for (const radio of form.querySelectorAll('input[type=radio]')) radio.removeAttribute('aria-describedby');
  document.title = document.title.replace(prefix(form), '');
}

/** @param {HTMLFormElement} form */
function prefix(form) {
  return `${form.dataset.errorTitle} `;
}

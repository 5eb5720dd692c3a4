/**
 * The answers to a question: native radios, nothing chosen. Where there are many, they stand in
 * groups, and typing narrows them down; the list stays there for who would rather look.
 */

import { h } from './dom.js';
import { DONT_KNOW, LATER } from './state.js';

/** @typedef {import('./data.js').Sentences} Sentences */
/** @typedef {import('./types.js').Shape} Shape */
/** @typedef {{label: HTMLLabelElement, input: HTMLInputElement, words: string}} Choice */

const MANY = 8; // answers; more of them can be narrowed down by typing

/**
 * @param {string} question
 * @param {Shape} shape
 * @param {Sentences} say
 * @returns {HTMLElement}
 */
export function choices(question, shape, say) {
  const ids = shape.questions[question] ?? [];
  const also = shape.also[question] ?? {};
  /** @param {string} id @returns {Choice} */
  const choice = (id) => {
    const name = say.text(say.answerId(question, id));
    const input = h('input', { type: 'radio', name: question, value: id });
    const label = h('label', { class: 'kb-answer' }, input, h('span', {}, say.node(say.answerId(question, id))));
    return { label, input, words: plain([name, ...(also[id] ?? [])].join(' ')) };
  };
  const rest = [DONT_KNOW, LATER].map(choice);
  if (ids.length + rest.length <= MANY) {
    return list([...ids.map(choice), ...rest]);
  }
  const groups = Object.entries(shape.groups[question] ?? {});
  const grouped = groups.flatMap(([, members]) => members);
  const blocks = [
    ...groups.map(([group, members]) => ({ group, found: members.map(choice) })),
    { group: '', found: ids.filter((id) => !grouped.includes(id)).map(choice) },
  ];
  const drawn = blocks.flatMap(({ group, found }) => (found.length ? [block(question, group, found, say)] : []));
  const all = blocks.flatMap(({ found }) => found);
  return h('div', { class: 'kb-choices' }, ...finder(question, all, drawn, say), ...drawn, list(rest));
}

/** @param {Choice[]} found @param {string} more  classes */
function list(found, more = '') {
  return h('div', { class: `kb-answers${more}` }, ...found.map(({ label }) => label));
}

/** @param {string} question @param {string} group @param {Choice[]} found @param {Sentences} say */
function block(question, group, found, say) {
  const name = `kb-group-${question}-${group}`;
  return h(
    'div',
    { class: 'kb-choices__group', ...(group ? { role: 'group', 'aria-labelledby': name } : {}) },
    group && h('p', { class: 'kb-label', id: name }, say.node(`group.${question}.${group}`)),
    list(found, ' kb-answers--many'),
  );
}

/**
 * The field to type in. Enter and the arrow lead to the first answer that is left.
 * @param {string} question @param {Choice[]} all @param {HTMLElement[]} blocks @param {Sentences} say
 */
function finder(question, all, blocks, say) {
  const id = `kb-find-${question}`;
  const field = h('input', { type: 'search', class: 'kb-input', id, autocomplete: 'off', spellcheck: 'false' });
  const status = h('p', { class: 'kb-help kb-choices__status', role: 'status' });
  const shown = () => all.filter(({ label }) => !label.hidden);
  field.addEventListener('input', () => {
    const typed = plain(field.value).split(' ').filter(Boolean);
    for (const { label, input, words } of all) {
      label.hidden = !input.checked && !typed.every((word) => words.includes(word));
    }
    for (const group of blocks) group.hidden = !group.querySelector('label:not([hidden])');
    const text = shown().length ? 'ui.find.count' : 'ui.find.none';
    status.textContent = typed.length ? say.text(text, { count: shown().length, of: all.length }) : '';
  });
  field.addEventListener('keydown', (event) => {
    const first = shown()[0];
    if (event.key === 'Enter') event.preventDefault(); // it would send the form without an answer
    if (!first || !['Enter', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Enter') first.input.click();
    first.input.focus();
  });
  return [h('label', { class: 'kb-label', for: id }, say.node('ui.find')), field, status];
}

/** Small letters without accents, so that `Förfrågan` is found by `forfragan`. @param {string} text */
function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

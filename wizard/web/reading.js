/** What was recognised in a pasted message. */

import { h } from './dom.js';
import { answered } from './reasons.js';

/** @typedef {import('./types.js').Finding} Finding */
/** @typedef {import('./data.js').Sentences} Sentences */

/** @param {Sentences} say @param {import('./types.js').View} view */
export function reading(say, view) {
  const list = (/** @type {Finding[]} */ found) =>
    h('ul', {}, ...found.map(({ id, quote }) => h('li', {}, say.node(`signature.${id}`), ' ', h('q', { dir: 'auto' }, quote))));
  const { seen, healthy } = view;
  const told = view.told.filter(({ signature }) => seen.some(({ id }) => id === signature));
  return [
    h('p', {}, say.node(seen.length ? 'ui.paste.found' : 'ui.paste.nothing')),
    seen.length > 0 && list(seen),
    told.length > 0 && h('p', {}, say.node('ui.paste.told')),
    told.length > 0 &&
      h('ul', { 'data-told': true }, ...told.map(({ question, answer }) => h('li', {}, ...answered(say, question, answer)))),
    healthy.length > 0 && h('p', {}, say.node('ui.paste.healthy')),
    healthy.length > 0 && list(healthy),
    h(
      'details',
      {},
      h('summary', {}, say.node('ui.paste.masked')),
      h('pre', { class: 'kb-masked', tabindex: '0', dir: 'auto' }, view.redacted),
    ),
  ];
}

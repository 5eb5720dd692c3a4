/** One piece of evidence in the reader's words. */

import { h } from './dom.js';
import { recall } from './memory.js';

/** @typedef {import('./data.js').Sentences} Sentences */

/**
 * @param {Sentences} say
 * @param {string} reason  as in a fragment: `status=re-auth`, `seen=mysql-1045`, `tried=reauthorize`
 * @returns {(Node | string)[]}
 */
export function reason(say, reason) {
  const [key = '', id = ''] = reason.split('=');
  if (key === 'seen') {
    const quote = recall().quotes[id];
    const text = say.node('ui.because.seen', { text: say.text(`signature.${id}`) });
    return quote ? [text, ' ', h('q', { dir: 'auto' }, quote)] : [text];
  }
  if (key === 'tried') return [say.node('ui.because.tried', { text: say.text(`repair.${id}`) })];
  return answered(say, key, id);
}

/** @param {Sentences} say @param {string} question @param {string} answer @returns {(Node | string)[]} */
export function answered(say, question, answer) {
  return [say.node(`question.${question}`), ' ', h('strong', {}, say.node(say.answerId(question, answer)))];
}

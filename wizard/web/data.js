/** The troubleshooter's ids and sentences, fetched once. */

/** @typedef {import('./types.js').Data} Data */

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/**
 * @param {string | URL} url
 * @returns {Promise<any>} rejects when it cannot be had; asking again then tries again
 */
export function fetchJson(url) {
  const key = String(url);
  const known = fetched.get(key);
  if (known) return known;
  const coming = fetch(key).then((response) => {
    if (!response.ok) throw new Error(`${response.status} ${key}`);
    return response.json();
  });
  fetched.set(key, coming);
  coming.catch(() => fetched.delete(key));
  return coming;
}

/** Sentences by id, in the reader's language or, where a translation is missing, in English. */
export class Sentences {
  /** @param {Pick<Data, 'texts' | 'english'>} data */
  constructor(data) {
    this.texts = data.texts;
    this.english = new Set(document.documentElement.lang.startsWith('en') ? [] : data.english);
  }

  /** @param {string} id */
  has(id) {
    return Object.hasOwn(this.texts, id);
  }

  /** The sentence as plain text, with `{name}` replaced.
   * @param {string} id @param {Record<string, string | number>} values */
  text(id, values = {}) {
    const text = this.has(id) ? String(this.texts[id]) : id;
    return text.replace(/\{([a-z]+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** The sentence for the page: marked as English where it is.
   * @param {string} id @param {Record<string, string | number>} values @returns {Node} */
  node(id, values = {}) {
    const text = document.createTextNode(this.text(id, values));
    if (!this.english.has(id)) return text;
    const marked = document.createElement('span');
    marked.lang = 'en';
    marked.append(text);
    return marked;
  }

  /** @param {string} question @param {string} answer */
  answerId(question, answer) {
    const own = `answer.${question}.${answer}`;
    return this.has(own) ? own : `ui.answer.${answer}`;
  }

  /** @param {number} minutes */
  minutes(minutes) {
    const whole = Math.max(1, Math.round(minutes));
    return this.text(whole === 1 ? 'ui.minute' : 'ui.minutes', { count: whole });
  }
}

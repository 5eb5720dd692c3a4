/**
 * What this tab remembers: the answers, and a pasted message and the ticket's fields with their
 * secrets masked. Never anything as it was pasted or typed. A browser that refuses storage costs the memory and nothing else.
 */

/**
 * @typedef {object} Memory
 * @property {string} fragment
 * @property {string} text
 * @property {Record<string, string>} quotes
 * @property {Record<string, string>} ticket  name of a field that the reader has edited to its value
 */

const KEY = 'kb-troubleshooter';

/** @returns {Memory} */
export function recall() {
  const empty = { fragment: '', text: '', quotes: {}, ticket: {} };
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    return {
      fragment: typeof kept.fragment === 'string' ? kept.fragment : '',
      text: typeof kept.text === 'string' ? kept.text : '',
      quotes: typeof kept.quotes === 'object' && kept.quotes ? kept.quotes : {},
      ticket: typeof kept.ticket === 'object' && kept.ticket ? kept.ticket : {},
    };
  } catch {
    return empty;
  }
}

/** @param {Partial<Memory>} changes  `text` and `ticket` must be masked */
export function remember(changes) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...recall(), ...changes }));
  } catch {
    // Storage is full or forbidden: everything works on without it.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

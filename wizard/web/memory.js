/**
 * What this tab remembers: the answers, and a pasted message with its secrets masked. Never the
 * message as it was pasted. A browser that refuses storage costs the memory and nothing else.
 */

/** @typedef {{fragment: string, text: string, quotes: Record<string, string>}} Memory */

const KEY = 'kb-troubleshooter';

/** @returns {Memory} */
export function recall() {
  const empty = { fragment: '', text: '', quotes: {} };
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    return {
      fragment: typeof kept.fragment === 'string' ? kept.fragment : '',
      text: typeof kept.text === 'string' ? kept.text : '',
      quotes: typeof kept.quotes === 'object' && kept.quotes ? kept.quotes : {},
    };
  } catch {
    return empty;
  }
}

/** @param {Partial<Memory>} changes  `text` must be masked */
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

/**
 * What the reader has said so far, as the URL fragment holds it. Ids only: it has no language, and
 * never holds what somebody typed. Every change makes a new state.
 */

/** @typedef {import('./types.js').Shape} Shape */
/**
 * @typedef {object} State
 * @property {ReadonlyMap<string, string>} answers  question id to answer id
 * @property {readonly string[]} seen  signatures
 * @property {readonly string[]} tried  repairs that did not help
 * @property {readonly string[]} skipped  repairs that cannot be done
 * @property {readonly string[]} past  questions whose answers hold no longer; as often as that happened
 * @property {string} fixed  the repair that helped, or ''
 */

export const LONGEST = 2000; // characters of a fragment
export const DONT_KNOW = 'dont-know';
export const LATER = 'later';
/** Lists that hold; `past` does not. */
export const LISTS = /** @type {const} */ (['seen', 'skipped', 'tried']);

/** @type {State} */
export const NOTHING = { answers: new Map(), seen: [], tried: [], skipped: [], past: [], fixed: '' };

/** The fragment of an address without its `#`; '' when it is a plain anchor.
 * @param {string} hash */
export function fragmentOf(hash) {
  return hash.includes('=') ? hash.replace(/^#/, '') : '';
}

/**
 * @param {string} fragment
 * @param {Shape} shape
 * @returns {{state: State, dropped: string[]}} `dropped` are parts that mean nothing here
 */
export function parse(fragment, shape) {
  const repairs = Object.keys(shape.repairs);
  const questions = Object.keys(shape.questions);
  const known = { seen: shape.signatures, tried: repairs, skipped: repairs, fixed: repairs, past: questions };
  const answers = new Map();
  /** @type {Record<keyof typeof known, string[]>} */
  const lists = { seen: [], tried: [], skipped: [], fixed: [], past: [] };
  const dropped = [];
  // A browser or a mail program may have written the comma as %2C.
  for (const part of fragment.replace(/%2C/gi, ',').split('&').filter(Boolean)) {
    const [key, value] = halves(part);
    if (Object.hasOwn(known, key)) {
      const list = /** @type {keyof typeof known} */ (key);
      for (const id of value.split(',').filter(Boolean)) {
        if (known[list].includes(id)) lists[list].push(id);
        else dropped.push(`${key}=${id}`);
      }
    } else if (isAnswer(shape, key, value) && !answers.has(key)) {
      answers.set(key, value);
    } else if (answers.get(key) !== value) {
      dropped.push(part);
    }
  }
  const state = {
    answers,
    seen: union(lists.seen, []),
    tried: union(lists.tried, []),
    skipped: union(lists.skipped, []).filter((id) => !lists.tried.includes(id)),
    past: lists.past,
    fixed: lists.fixed.sort()[0] ?? '',
  };
  return { state, dropped };
}

/** The canonical fragment: keys sorted, lists sorted; equal for equal states.
 * @param {State} state */
export function format(state) {
  const pairs = new Map(state.answers);
  for (const key of [...LISTS, /** @type {const} */ ('past')]) {
    if (state[key].length) pairs.set(key, [...state[key]].sort().join(','));
  }
  if (state.fixed) pairs.set('fixed', state.fixed);
  return [...pairs.keys()].sort().map((key) => `${key}=${pairs.get(key)}`).join('&');
}

/** @param {State} state @param {string} question @param {string} answer @returns {State} */
export function withAnswer(state, question, answer) {
  return { ...state, fixed: '', answers: new Map(state.answers).set(question, answer) };
}

/**
 * What holds after a reply to "Did that fix it?"; the same as `replies` in wizard/engine/evidence.py.
 * @param {State} state
 * @param {string} id  the repair
 * @param {'fixed' | 'not-fixed' | 'changed' | 'skip'} reply
 * @param {Shape} shape
 * @returns {State}
 */
export function afterReply(state, id, reply, shape) {
  const repair = shape.repairs[id];
  if (!repair) return state;
  if (reply === 'skip') return { ...state, skipped: union(state.skipped, [id]) };
  if (reply === 'fixed' && !repair.clears.length) return { ...state, fixed: id };
  const tried = { ...takingBack(state, repair.changes), tried: union(state.tried, [id]) };
  if (reply === 'changed') return { ...takingBack(tried, shape.shows), seen: [] };
  if (reply === 'not-fixed') return tried;
  const freed = tried.skipped.filter((other) => shape.repairs[other]?.blockedBy.some((o) => repair.clears.includes(o)));
  return { ...tried, skipped: tried.skipped.filter((other) => !freed.includes(other)) };
}

/** @param {State} state @param {readonly string[]} questions @returns {State} */
function takingBack(state, questions) {
  const asked = questions.filter((question) => state.answers.has(question));
  const answers = new Map([...state.answers].filter(([question]) => !asked.includes(question)));
  return { ...state, answers, past: [...state.past, ...asked] };
}

/** @param {readonly string[]} one @param {readonly string[]} other */
function union(one, other) {
  return [...new Set([...one, ...other])];
}

/** Takes a tried or skipped repair, a finding, or the repair that helped, out again.
 * @param {State} state @param {string} key @param {string} id @returns {State} */
export function without(state, key, id) {
  const changed = { ...state, fixed: '' };
  for (const list of LISTS) {
    if (list === key) changed[list] = state[list].filter((other) => other !== id);
  }
  return changed;
}

/** Whether anything in it can speak for a cause.
 * @param {State} state */
export function hasEvidence(state) {
  const told = [...state.answers.values()].some((id) => id !== DONT_KNOW && id !== LATER);
  return told || state.seen.length > 0 || state.tried.length > 0;
}

/** Whether everything in `part` is in `whole` as well.
 * @param {State} part @param {State} whole */
export function isWithin(part, whole) {
  return (
    !part.fixed &&
    [...part.answers].every(([key, value]) => whole.answers.get(key) === value) &&
    LISTS.every((list) => part[list].every((id) => whole[list].includes(id)))
  );
}

/** @param {State} state */
export function size(state) {
  return state.answers.size + LISTS.reduce((sum, list) => sum + state[list].length, 0);
}

/** @param {Shape} shape @param {string} question @param {string} answer */
function isAnswer(shape, question, answer) {
  if (!Object.hasOwn(shape.questions, question)) return false;
  return [...(shape.questions[question] ?? []), DONT_KNOW, LATER].includes(answer);
}

/** @param {string} part @returns {[string, string]} */
function halves(part) {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

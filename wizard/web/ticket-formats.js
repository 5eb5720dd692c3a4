/** The ticket as it goes out: as plain text, as Markdown, and as a message for mail programs. */

/**
 * @typedef {object} Line  a field that holds something
 * @property {string} name
 * @property {string} label
 * @property {string} value
 * @property {string} kind  `text`, `code` (as it was), `list` (one item a line), `link`
 * @typedef {{title: string, lines: Line[]}} Section
 */

const LONGEST_MAIL = 1800; // characters of the address; some mail programs take no more

/** @param {Section[]} sections */
export function asText(sections) {
  const parts = sections.map(({ title, lines }) => `${title}\n${'-'.repeat(title.length)}\n${textLines(lines)}`);
  return `${parts.join('\n\n')}\n`;
}

/** Fields without the title around them. @param {Line[]} lines */
export function textLines(lines) {
  const parts = lines.map(({ label, value }) =>
    value.includes('\n') ? `${titled(label)}\n${value}\n` : `${titled(label)} ${value}`,
  );
  return parts.join('\n').trimEnd();
}

/** @param {Section[]} sections */
export function asMarkdown(sections) {
  const parts = sections.flatMap(({ title, lines }) => [`## ${escape(title)}`, ...lines.map(markdownLine)]);
  return `${parts.join('\n\n')}\n`;
}

/** @param {Line} line */
function markdownLine({ label, value, kind }) {
  const name = `**${escape(titled(label))}**`;
  if (kind === 'code') return `${name}\n\n${fenced(value)}`;
  if (kind === 'link' && /^https?:[^\s<>]+$/.test(value)) return `${name} <${value}>`;
  const lines = value.split('\n').filter((line) => line.trim());
  if (kind === 'list') return `${name}\n\n${lines.map((line) => `- ${escape(line)}`).join('\n')}`;
  return `${name} ${lines.map(escape).join('  \n')}`; // two blanks break the line
}

/** @param {string} label */
function titled(label) {
  return label.endsWith('?') ? label : `${label}:`;
}

/** A block of code that no backticks in it can end. @param {string} code */
function fenced(code) {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}text\n${code}\n${fence}`;
}

/** A line that reads in Markdown as it was written. @param {string} line */
function escape(line) {
  return line
    .trim()
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/[\\`*_[\]>~]/g, '\\$&')
    .replaceAll('<', '&lt;') // not every Markdown takes a backslash before it
    .replace(/^(?:[#+=-]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/**
 * @param {string} subject
 * @param {string} text
 * @param {string} rest  what stands where the text was cut
 * @returns {{href: string, kept: number, all: number}} `kept` of `all` characters are in it
 */
export function mailLink(subject, text, rest) {
  const clean = [...wellFormed(text)];
  const title = wellFormed([...subject].slice(0, 200).join(''));
  const href = (/** @type {string} */ body) =>
    `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
  const whole = href(clean.join(''));
  if (whole.length <= LONGEST_MAIL) return { href: whole, kept: clean.length, all: clean.length };
  const cut = (/** @type {number} */ count) => href(`${clean.slice(0, count).join('')}\n${rest}`);
  let kept = Math.min(clean.length, LONGEST_MAIL);
  while (kept > 0 && cut(kept).length > LONGEST_MAIL) kept = Math.floor(kept * 0.95);
  return { href: cut(kept), kept, all: clean.length };
}

/**
 * A draft that mail programs open, to nobody yet (RFC 5322, 2045 and 2047).
 * @param {string} subject @param {string} text @param {Date} date
 */
export function draft(subject, text, date) {
  const body = base64(new TextEncoder().encode(text.replaceAll('\n', '\r\n')));
  return [
    'X-Unsent: 1',
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Subject: ${encodedWords(subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(body.match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n');
}

/** One word a line of at most 76 characters, none of which ends inside a character. @param {string} text */
function encodedWords(text) {
  /** @type {number[][]} */
  const words = [[]];
  for (const character of text.replace(/\s+/g, ' ')) {
    const bytes = new TextEncoder().encode(character);
    if ((words.at(-1)?.length ?? 0) + bytes.length > 39) words.push([]);
    words.at(-1)?.push(...bytes);
  }
  return words.map((bytes) => `=?utf-8?B?${base64(bytes)}?=`).join('\r\n ');
}

/** @param {Iterable<number>} bytes */
function base64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Half a character would make `encodeURIComponent` throw. @param {string} text */
function wellFormed(text) {
  return text.toWellFormed?.() ?? text;
}

/** The ways out of the ticket page besides those of any text: a file, and field by field. */

import { fill, part } from './dom.js';
import { textLines } from './ticket-formats.js';

/** @param {string} content @param {string} name @param {string} type */
export function download(content, name, type) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Fills the list in which each field of Adobe's form can be copied. `description` is everything that
 * has no field of its own there.
 * @param {HTMLElement} list
 * @param {import('./ticket-formats.js').Section[]} sections
 * @param {(count: number) => string} count
 */
export function fillPieces(list, sections, count) {
  const pieces = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[data-piece]'))];
  const own = pieces.map(({ dataset }) => dataset.piece);
  const lines = sections.flatMap((section) => section.lines);
  for (const piece of pieces) {
    const text =
      piece.dataset.piece === 'description'
        ? textLines(lines.filter(({ name }) => !own.includes(name)))
        : (lines.find(({ name }) => name === piece.dataset.piece)?.value ?? '');
    const shown = part(piece, 'piece', HTMLElement);
    if (shown.textContent === text) continue;
    piece.hidden = !text;
    fill(shown, text);
    part(piece, 'piece-done', HTMLElement).hidden = true;
    fill(part(piece, 'length', HTMLElement), text && `(${count([...text].length)})`);
  }
}

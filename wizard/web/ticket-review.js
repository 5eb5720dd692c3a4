/** The last part of the ticket: the text that goes out, and what there is to say about it. */

import { fill, part } from './dom.js';
import { asMarkdown, asText, mailLink } from './ticket-formats.js';
import { fillPieces } from './ticket-ways.js';

export class Review {
  /**
   * @param {HTMLElement} root
   * @param {import('./ticket-form.js').TicketForm} form
   * @param {import('./ticket-masks.js').Masks} masks
   */
  constructor(root, form, masks) {
    this.root = root;
    this.form = form;
    this.masks = masks;
  }

  /**
   * @param {import('./data.js').Sentences | null} english  where the ticket is in English on a page that is not
   * @param {boolean} isOwn  whether the text is the reader's own, which nothing here may change
   */
  show(english, isOwn) {
    const word = (/** @type {HTMLElement} */ { dataset }) =>
      (dataset.text && english?.text(dataset.text)) || (dataset.word ?? '');
    const sections = this.form.sections(word);
    const isMarkdown = this.form.value('format') === 'markdown';
    if (!isOwn) this.form.set('text', isMarkdown ? asMarkdown(sections) : asText(sections));
    this.form.mark('text', english !== null && !isOwn);
    this.#part('own').hidden = !isOwn;
    part(this.root, 'format', HTMLFieldSetElement).disabled = isOwn;
    this.#part('copy-text').hidden = isMarkdown;
    this.#part('copy-markdown').hidden = !isMarkdown;
    this.#showLengths(sections);
    this.#showMasks();
    fill(this.#part('outcome'));
  }

  /** @param {string} words  of the outcome's `data-…` @param {string} field */
  tell(words, field = '') {
    const outcome = this.#part('outcome');
    fill(outcome, outcome.dataset[words]?.replace('{field}', field));
  }

  /** @param {import('./ticket-formats.js').Section[]} sections */
  #showLengths(sections) {
    const link = part(this.root, 'mail', HTMLAnchorElement);
    const { href, kept, all } = mailLink(this.form.value('subject'), this.form.value('text'), link.dataset.rest ?? '');
    link.href = href;
    const number = (/** @type {number} */ count) => count.toLocaleString(document.documentElement.lang);
    const count = this.#part('count');
    const characters = (/** @type {number} */ n) => (count.dataset.words ?? '').replace('{count}', number(n));
    fill(count, characters(all));
    const cut = this.#part('cut');
    const words = (cut.dataset.words ?? '').replace('{count}', number(kept)).replace('{all}', number(all));
    fill(cut, kept < all && words);
    fillPieces(this.#part('pieces'), sections, characters);
  }

  #showMasks() {
    const { found, waiting, state } = this.masks;
    for (const field of this.form.texts) {
      const note = this.form.around(field.name)?.querySelector('[data-part=was-masked]');
      note?.toggleAttribute('hidden', !found.has(field.name));
    }
    const masked = this.#part('masked');
    const names = [...found].map((name) => this.form.around(name)?.dataset.word ?? masked.dataset.own ?? '');
    say(masked, names.length > 0 ? (masked.dataset.words ?? '').replace('{fields}', names.join(', ')) : '');
    // While the engine is live, a field is checked as soon as the reader leaves it.
    const unmasked = this.#part('unmasked');
    say(unmasked, waiting.size > 0 && state !== 'live' ? (unmasked.dataset[state] ?? '') : '');
  }

  /** @param {string} name */
  #part(name) {
    return part(this.root, name, HTMLElement);
  }
}

/** Fills a status only with something new, so that it is not read out at every key.
 * @param {HTMLElement} status @param {string} words */
function say(status, words) {
  if (status.textContent !== words) fill(status, words);
}

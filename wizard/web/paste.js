/**
 * The field for an error message. What was pasted goes to the engine and nowhere else; while the
 * engine is still coming it waits in memory.
 */

import { fill, h, part } from './dom.js';
import { RefusedError } from './engine.js';
import { remember } from './memory.js';
import { reading } from './reading.js';

/** @typedef {import('./types.js').View} View */

const LONGEST = 200_000; // characters, as in the engine

/**
 * @typedef {object} Reader  what the field needs of the element around it
 * @property {import('./data.js').Sentences} say
 * @property {import('./places.js').Places} places
 * @property {import('./engine.js').Engine} engine
 * @property {number} bytes  of Python, as it arrives
 * @property {(text: string) => Promise<View>} read
 * @property {(view: View) => Promise<void>} show
 * @property {(view: View) => boolean} defer  takes the findings along with the next answer instead, if
 *   the reader is busy with the step
 */

export class Paste {
  /** @param {HTMLFormElement} form @param {() => Promise<Reader>} reader */
  constructor(form, reader) {
    this.field = part(form, 'text', HTMLTextAreaElement);
    this.result = part(form, 'reading', HTMLElement);
    this.reader = reader;
    this.waiting = ''; // pasted before the engine was live
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit(this.field.value);
    });
  }

  clear() {
    this.waiting = '';
    this.field.value = '';
    fill(this.result);
  }

  /** The engine has become live, or has failed. */
  async engineChanged() {
    const text = this.waiting;
    if (text) await this.#submit(text, true);
  }

  /** @param {string} text @param {boolean} [waited]  for the engine */
  async #submit(text, waited = false) {
    const reader = await this.reader();
    const { say, engine } = reader;
    this.waiting = '';
    if (!text.trim()) {
      this.#tell(say.node('ui.paste.empty'));
      this.field.focus();
    } else if (text.length > LONGEST) {
      this.#tell(say.node('ui.paste.long', { most: LONGEST, count: text.length }));
    } else if (engine.state === 'failed') {
      this.#tellFailure(reader);
    } else if (engine.state !== 'live') {
      this.waiting = text;
      engine.start();
      this.#tell(say.node('ui.paste.waiting'), ' ', progress(reader));
    } else {
      await this.#read(text, reader, waited);
    }
  }

  /** @param {string} text @param {Reader} reader @param {boolean} waited */
  async #read(text, reader, waited) {
    const { say } = reader;
    this.#tell(say.node('ui.paste.reading'));
    try {
      const view = await reader.read(text);
      const quotes = Object.fromEntries(view.seen.map(({ id, quote }) => [id, quote]));
      remember({ text: view.redacted, quotes });
      // Who has gone on with the questions meanwhile keeps the question at hand, and the focus.
      const later = waited && reader.defer(view);
      if (!later) await reader.show(view);
      this.field.value = '';
      const onward = h('button', { type: 'button', class: 'md-button', 'data-onward': true }, say.node('ui.paste.onward'));
      fill(this.result, ...reading(say, view), later && h('p', {}, say.node('ui.paste.later')), h('p', {}, onward));
      if (!later) this.result.focus();
    } catch (reason) {
      if (reason instanceof RefusedError) this.#tell(reason.message);
      else this.#tellFailure(reader);
    }
  }

  /** @param {Reader} reader */
  #tellFailure({ say, places }) {
    const causes = h('a', { href: places.page('causes/') }, say.node('ui.paste.causes'));
    this.#tell(say.node('ui.paste.failed'), ' ', causes);
  }

  /** @param {...(Node | string)} words */
  #tell(...words) {
    fill(this.result, h('p', {}, ...words));
  }
}

/**
 * How much of Python has come, for who waits for it.
 * @param {Pick<Reader, 'say' | 'engine' | 'bytes'>} reader
 */
export function progress({ say, engine, bytes }) {
  const bar = h('progress', { max: String(bytes), value: '0', 'aria-hidden': 'true' });
  const text = h('span', {});
  const tell = () => {
    bar.value = Math.min(engine.bytes, bytes);
    text.textContent = say.text('ui.engine.progress', { loaded: megabytes(engine.bytes), all: megabytes(bytes) });
    if (engine.state !== 'starting') engine.removeEventListener('bytes', tell);
  };
  tell();
  engine.addEventListener('bytes', tell);
  // Not in the status itself: it would be read out with every byte.
  return h('span', { class: 'kb-progress', 'aria-live': 'off' }, bar, ' ', text);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

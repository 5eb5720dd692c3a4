/** Reads and writes the fields of the ticket form. */

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */
/** @typedef {(element: HTMLElement) => string} Word  an element's `data-text` in the ticket's language */
/** @typedef {import('./ticket-formats.js').Section} Section */

export class TicketForm {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
  }

  /** Fields for text, the final text included. @returns {TextField[]} */
  get texts() {
    return [...this.form.elements].filter(isText);
  }

  /** @param {string} name @returns {TextField | null} */
  text(name) {
    return this.texts.find((field) => field.name === name) ?? null;
  }

  /** What is written or chosen; '' for nothing. @param {string} name */
  value(name) {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked ? field.value : '';
    return field && 'value' in field ? String(field.value) : '';
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value !== '';
    else if (field && 'value' in field) field.value = value;
  }

  /** Says whether a field's text is English where the page is not.
   * @param {string} name @param {boolean} isEnglish */
  mark(name, isEnglish) {
    const field = this.text(name);
    if (isEnglish) field?.setAttribute('lang', 'en');
    else field?.removeAttribute('lang');
  }

  /** @returns {Record<string, string>} name to value of every field */
  get values() {
    const names = [...this.form.elements].map((field) => field.getAttribute('name') ?? '').filter(Boolean);
    return Object.fromEntries(names.map((name) => [name, this.value(name)]));
  }

  /** What is filled in, in the form's order. @param {Word} word @returns {Section[]} */
  sections(word) {
    const lines = (/** @type {HTMLElement} */ section) =>
      [.../** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('[data-field]'))].map((field) => ({
        name: field.dataset.field ?? '',
        label: word(field),
        value: valueOf(field, word).trim(),
        kind: field.dataset.kind ?? '',
      }));
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll('[data-section]'))]
      .map((section) => ({ title: word(section), lines: lines(section).filter(({ value }) => value) }))
      .filter((section) => section.lines.length > 0);
  }

  /** The element around a field. @param {string} name @returns {HTMLElement | null} */
  around(name) {
    return this.form.querySelector(`[data-field="${name}"]`);
  }
}

/** @param {EventTarget | null} field @returns {field is TextField} */
export function isText(field) {
  return field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text');
}

/** @param {HTMLElement} field @param {Word} word */
function valueOf(field, word) {
  const control = field.querySelector('textarea, select, input:not([type=radio]), input:checked');
  if (control instanceof HTMLSelectElement) return control.value && word(control.selectedOptions[0] ?? control);
  if (control instanceof HTMLInputElement && control.type === 'radio') return word(control);
  return isText(control) ? control.value : '';
}

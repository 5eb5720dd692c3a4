/**
 * `<kb-troubleshooter compact>` inside an article: the first question, whose answer leads to the
 * troubleshooter. Nothing else of it is needed there, so nothing else is fetched.
 */

import { chosenAnswer, clearError } from './question-form.js';

class Start extends HTMLElement {
  connectedCallback() {
    this.dataset.engine = 'table';
    this.addEventListener('submit', (event) => this.#answer(event));
    this.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.form) clearError(target.form);
    });
  }

  /** @param {Event} event */
  #answer(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const chosen = chosenAnswer(form);
    if (chosen) location.assign(`${this.dataset.troubleshooter}#${form.dataset.question}=${chosen}`);
  }
}

customElements.define('kb-troubleshooter', Start);

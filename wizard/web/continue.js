/** `<kb-continue>`: offers to go on with the answers that this tab remembers, if there are any. */

import { recall } from './memory.js';

class Continue extends HTMLElement {
  connectedCallback() {
    const { fragment } = recall();
    const link = this.querySelector('a');
    const note = this.querySelector('p');
    if (!fragment || !link || !note) return;
    link.hash = fragment;
    note.hidden = false;
  }
}

customElements.define('kb-continue', Continue);

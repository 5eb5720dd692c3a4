/** Addresses: of the data, and of the pages that the element leads to. */

import { NOTHING, parse } from './state.js';

/** @typedef {import('./types.js').Data} Data */

/** Where an element says its files are.
 * @param {HTMLElement} element
 */
export function filesOf(element) {
  const { assets = '', language = 'en', python = '' } = element.dataset;
  const name = element.getAttribute('name') ?? '';
  const base = new URL(assets, document.baseURI);
  return {
    texts: new URL(`${name}.${language}.json`, base).href,
    table: new URL(`${name}.table.json`, base).href,
    model: new URL(`${name}.model.json`, base).href,
    python: python && new URL(python, document.baseURI).href,
  };
}

export class Places {
  /** @param {HTMLElement} element @param {Data} data */
  constructor(element, data) {
    this.data = data;
    this.home = new URL(element.dataset.home ?? '', document.baseURI);
    this.ticketPage = element.dataset.ticket ?? '';
    this.ownPage = element.dataset.troubleshooter ?? '';
  }

  /** @param {string} page  relative to the language's home */
  page(page) {
    return new URL(page, this.home).href;
  }

  /** @param {string} fragment */
  ticket(fragment) {
    return withFragment(new URL(this.ticketPage, document.baseURI), fragment);
  }

  /** @param {string} fragment */
  troubleshooter(fragment) {
    return withFragment(new URL(this.ownPage, document.baseURI), fragment);
  }

  /** The page of the integration that was named, or the list of all. @param {string} fragment */
  integration(fragment) {
    const state = fragment ? parse(fragment, this.data.shape).state : NOTHING;
    const id = state.answers.get('integration') ?? '';
    const page = this.data.shape.integrations[id]?.page || 'integrations/';
    return withFragment(new URL(page, this.home), fragment);
  }
}

/** @param {URL} url @param {string} fragment */
function withFragment(url, fragment) {
  url.hash = fragment;
  return url.href;
}

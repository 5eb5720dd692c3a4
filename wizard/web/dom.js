/** Makes elements. Text always goes in as text, so that nothing that was typed becomes markup. */

/** @typedef {Node | string | null | false | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean>} attributes  true is an empty attribute, false is none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(isShown));
  return element;
}

/** Replaces what an element holds, and hides it when there is nothing.
 * @param {HTMLElement} element @param {...Child} children */
export function fill(element, ...children) {
  const shown = children.filter(isShown);
  element.replaceChildren(...shown);
  element.hidden = shown.length === 0;
}

/**
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} name  of `data-part`
 * @param {new () => T} type
 * @returns {T}
 */
export function part(root, name, type) {
  const found = root.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof type)) throw new Error(`the page has no part '${name}'`);
  return found;
}

/** @param {Child} child @returns {child is Node | string} */
function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== '';
}

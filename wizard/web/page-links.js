/**
 * On a page whose fragment holds the answers, a link to a part of the page (skip link, contents,
 * permalink) must not overwrite them: it moves the focus and leaves the address alone.
 */

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey) return;
  if (event.shiftKey || event.altKey || !(event.target instanceof Element)) return;
  const link = event.target.closest('a[href]');
  if (!(link instanceof HTMLAnchorElement) || !isAnchorHere(link)) return;
  const target = document.getElementById(decode(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView();
  focus(target);
});

/** @param {HTMLAnchorElement} link */
function isAnchorHere(link) {
  const here = link.origin === location.origin && link.pathname === location.pathname;
  return here && link.hash.length > 1 && !link.hash.includes('=');
}

/** @param {HTMLElement} target */
function focus(target) {
  if (!target.matches('a[href], button, input, select, textarea, [tabindex]')) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
  }
  target.focus({ preventScroll: true });
}

/** @param {string} id */
function decode(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

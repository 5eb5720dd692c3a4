/** The ways out of a page for a text: the clipboard and the device's own sharing. */

/**
 * Copies, or selects for copying where the browser forbids it.
 * @param {string} text @param {() => void} select @returns {Promise<boolean>} whether it was copied
 */
export async function copy(text, select) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select();
    return false;
  }
}

/** @param {string} text @param {string} [title] @returns {Promise<boolean>} whether that is possible */
export async function share(text, title) {
  try {
    await navigator.share(title ? { title, text } : { text });
    return true;
  } catch (reason) {
    return reason instanceof DOMException && reason.name === 'AbortError'; // thought better of it
  }
}

/**
 * Copies text, also where the clipboard API is missing (an old browser, a page opened from a folder).
 * @param {string} text
 * @returns {Promise<boolean>} whether it worked
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/**
 * Says something to the eye and to a screen reader; the same words are announced again when repeated.
 * @param {HTMLElement | null} status an element with role="status"
 * @param {string} words
 */
export function announce(status, words) {
  if (!status) return;
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 30);
}

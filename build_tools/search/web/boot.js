// For every page: search is fetched when someone goes to a search box, or presses "/".

/** @param {string} script address of the search script @param {boolean} present it is on this page already */
export function bootSearch(script, present) {
  const boxes = () =>
    /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[type="search"][name="q"]')]);
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.isContentEditable ||
      /^(input|textarea|select)$/iu.test(target.tagName)
    )
      return;
    const box = boxes().find((input) => input.offsetParent !== null);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  if (present) return;
  let asked = false;
  document.addEventListener("focusin", (event) => {
    if (asked || !boxes().includes(/** @type {HTMLInputElement} */ (event.target))) return;
    asked = true;
    document.head.append(Object.assign(document.createElement("script"), { src: script, async: true }));
  });
}

// On the page for what is not found, which a server may show at any depth: finds the root of the site, so that style
// sheet, scripts and links hold. Stands in the page itself, before the first link; publish adds the call.

/** @param {string[]} folders below the root */
function findRoot(folders) {
  const base = /** @type {HTMLBaseElement} */ (document.querySelector("base"));
  const told = base.getAttribute("href"); // where the site is known to stand
  const path = location.pathname;
  /** @type {string[]} */
  const roots = told ? [told] : []; // the likeliest first
  const below = new RegExp(`^(.*?/)(?:${folders.join("|")})(?:/|$)`).exec(path);
  if (below?.[1] && !path.endsWith("404.html")) roots.push(below[1]);
  for (let folder = path.replace(/[^/]*$/, ""); folder; folder = folder.replace(/[^/]*\/$/, "")) {
    if (!roots.includes(folder)) roots.push(folder);
  }
  const next = () => {
    base.href = /** @type {string} */ (roots.shift());
  };
  next();
  // The style sheet is not there: the next root, and everything that is loaded once more.
  addEventListener(
    "error",
    (event) => {
      const link = event.target;
      if (!(link instanceof HTMLLinkElement) || link.rel !== "stylesheet" || !roots.length) return;
      next();
      link.replaceWith(link.cloneNode());
      for (const old of document.querySelectorAll("script[src]")) {
        const script = document.createElement("script");
        script.src = old.getAttribute("src") ?? "";
        old.replaceWith(script);
      }
    },
    true,
  );
}

// Entry of the bundle: binds the search page and every search box. Nothing is fetched before someone searches.

import { Box, walkResults } from "./box.js";
import { el } from "./dom.js";
import { Engine } from "./engine.js";
import { indexLoader } from "./load.js";
import { Results } from "./results.js";
import { readState, writeState } from "./state.js";

const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? document.baseURI;

function start() {
  const root = new URL("../../", own).href;
  const engine = new Engine(indexLoader(new URL("search/", own).href));
  document.head.append(el("link", { rel: "stylesheet", href: new URL("../search.css", own).href }));
  const section = document.getElementById("search-results");
  const page = section ? searchPage(section, engine, root) : null;
  for (const input of document.querySelectorAll('input[type="search"][name="q"]')) {
    const box = /** @type {HTMLInputElement} */ (input);
    const held = new Box(box, engine, root, (query) =>
      page && box.id === "search-q" ? page(query) : box.form?.submit(),
    );
    if (!page && box.value && document.activeElement === box) held.soon(); // typed while this was fetched
  }
}

/** @param {HTMLElement} section @param {Engine} engine @param {string} root @returns {(query: string) => void} */
function searchPage(section, engine, root) {
  const results = new Results(section, engine, root);
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById("search-q"));
  const show = () => {
    const state = readState(location.search);
    if (input) input.value = state.query;
    void results.show(state);
  };
  const ask = (/** @type {string} */ query) => {
    const address = writeState({ query, synonyms: true, filters: {} });
    if (address !== location.search) history.pushState(null, "", address);
    show();
  };
  input?.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value);
  });
  window.addEventListener("popstate", show);
  walkResults(section, input);
  show();
  return ask;
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

// Entry of the bundle: binds the search page and every search box. Nothing is fetched before someone searches.

import { Engine } from "./engine.js";
import { scriptLoader } from "./load.js";
import { Results } from "./results.js";
import { readState, writeState } from "./state.js";

const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? document.baseURI;

function start() {
  const root = new URL("../../", own).href;
  const engine = new Engine(scriptLoader(new URL("search/", own).href));
  const section = document.getElementById("search-results");
  const results = section && new Results(section, engine, root);
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("search-q"));
  if (!results) return;
  const show = () => {
    const state = readState(location.search);
    if (box && document.activeElement !== box) box.value = state.query;
    void results.show(state);
  };
  box?.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", writeState({ query: box.value, synonyms: true, filters: {} }));
    show();
  });
  window.addEventListener("popstate", show);
  show();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

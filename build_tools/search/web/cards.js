// What stands above the results: the document and the units that a query names, each with the way to its own page.

import { el } from "./dom.js";
import { fold } from "./fold.js";
import { names } from "./units.js";

/** @import {Answer} from "./engine.js" */
/** @import {Doc} from "./types.js" */

const MOST = 3; // cards

/**
 * @param {Answer} answer @param {string} root address of the site's root
 * @returns {HTMLElement[]}
 */
export function cardsOf({ query, hits }, root) {
  const cards = [];
  for (const key of query.documents) {
    const doc = hits.find((hit) => hit.doc.key === key)?.doc;
    if (doc) cards.push(card("文件", doc.title, doc.url, root, facts(doc)));
  }
  for (const concept of query.concepts) {
    if (concept.kind !== "unit") continue;
    const unit = hits.flatMap((hit) => hit.clause?.units ?? []).find((one) => one.url && names(concept, one.name));
    if (unit) cards.push(card("责任单位", unit.name, unit.url, root, "全部任务与条款"));
  }
  return cards.slice(0, MOST);
}

/** @param {Doc} doc */
function facts(doc) {
  return [fold(doc.key) === fold(doc.title) ? "" : doc.key, doc.date].filter(Boolean).join("，");
}

/** @param {string} kind @param {string} name @param {string} url @param {string} root @param {string} note */
function card(kind, name, url, root, note) {
  return el(
    "p",
    { class: "search-card" },
    el("span", { class: "said-kind" }, kind),
    el("a", { href: `${root}${url}index.html` }, name),
    note && el("small", {}, note),
  );
}

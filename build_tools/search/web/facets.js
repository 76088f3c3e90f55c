// Filters beside the results: how many hits each would leave.

import { el } from "./dom.js";
import { FILTERS } from "./state.js";

/** @import {Hit} from "./types.js" */
/** @import {State} from "./state.js" */

const TITLES = { doc: "文件", subject: "主题", unit: "责任单位", benefit: "好处", sum: "金额" };
const MOST = 8; // values shown of one filter

/** Values of a hit for a filter. @param {Hit} hit @param {typeof FILTERS[number]} name @returns {string[]} */
function valuesOf(hit, name) {
  if (name === "doc") return [hit.doc.key];
  if (name === "subject") return hit.clause?.subjects ?? [];
  if (name === "unit") return [...new Set(hit.clause?.units.map((unit) => unit.name) ?? [])];
  if (name === "benefit") return hit.clause?.benefits ?? [];
  return hit.clause?.amounts.length ? ["有金额"] : [];
}

/**
 * What a document is about, without who issues it and what kind it is: 某市人民政府关于印发绿化方案的通知 → 绿化方案.
 * @param {string} title
 */
export function shortTitle(title) {
  const matter = /^.*?关于(?:印发|发布|公布|转发)?(.+)$/u.exec(title)?.[1] ?? title;
  const place = /^(.+?[省市县区旗州])人民政府/u.exec(title)?.[1] ?? "";
  return (place && matter.startsWith(place) ? matter.slice(place.length) : matter)
    .replace(/的(?:通知|通告|公告|决定|意见|批复|函)$/u, "")
    .replace(/^《(.*)》$/u, "$1");
}

/** @param {Hit[]} hits @param {State} state */
export function filtered(hits, state) {
  return hits.filter((hit) =>
    FILTERS.every((name) => !state.filters[name] || valuesOf(hit, name).includes(state.filters[name] ?? "")),
  );
}

/**
 * @param {Hit[]} hits before filtering @param {State} state
 * @param {(state: State) => string} hrefOf
 * @returns {HTMLElement | null}
 */
export function facetPanel(hits, state, hrefOf) {
  /** @type {Map<string, string>} */
  const titles = new Map(hits.map((hit) => [hit.doc.key, hit.doc.title]));
  const groups = FILTERS.map((name) => {
    const others = { ...state, filters: { ...state.filters, [name]: undefined } };
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const hit of filtered(hits, others))
      for (const value of valuesOf(hit, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const chosen = state.filters[name];
    if (counts.size < (name === "sum" || name === "benefit" ? 1 : 2) && !chosen) return null;
    const rows = [...counts]
      .sort((a, b) => Number(b[0] === chosen) - Number(a[0] === chosen) || b[1] - a[1])
      .slice(0, MOST);
    return el(
      "fieldset",
      { class: "facet" },
      el("legend", {}, TITLES[name]),
      el(
        "ul",
        {},
        rows.map(([value, count]) => {
          const on = value === chosen;
          const next = { ...state, filters: { ...state.filters, [name]: on ? undefined : value } };
          const title = name === "doc" ? titles.get(value) : undefined;
          return el(
            "li",
            {},
            el(
              "a",
              { href: hrefOf(next), "data-facet": name, "aria-current": on ? "true" : null, title },
              name === "doc"
                ? [el("span", { class: "facet-title" }, shortTitle(title ?? value)), el("small", {}, value)]
                : value,
              " ",
              el("span", { class: "count" }, `${count} 条`),
            ),
          );
        }),
      ),
    );
  }).filter((group) => group !== null);
  if (!groups.length) return null;
  const chosen = FILTERS.some((name) => state.filters[name]);
  return el(
    "details",
    { class: "facets", open: chosen || matchMedia("(min-width: 60rem)").matches },
    el("summary", {}, "筛选"),
    groups,
    chosen && el("p", {}, el("a", { href: hrefOf({ ...state, filters: {} }), "data-facet": "" }, "清除筛选")),
  );
}

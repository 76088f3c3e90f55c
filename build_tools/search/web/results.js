// The results inside <section id="search-results">.

import { cardsOf } from "./cards.js";
import { el, marked } from "./dom.js";
import { facetPanel, filtered } from "./facets.js";
import { fold } from "./fold.js";
import { figures } from "./numbers.js";
import { remarksOf } from "./remarks.js";
import { snippetOf, spansOf } from "./snippet.js";
import { readState, writeState } from "./state.js";
import { names } from "./units.js";

/** @import {Answer, Engine} from "./engine.js" */
/** @import {Clause, Hit, Query} from "./types.js" */
/** @import {State} from "./state.js" */

const MOST = 5; // sums shown of one clause
const PAGE = 20; // hits shown at a time
const PARTS = { 前言: "开头部分", 附则: "结尾部分" }; // names of ours for parts that the print leaves unnamed
const ROLES = { lead: "牵头", responsible: "责任", implement: "落实", support: "配合", guide: "指导" };
const LEADING = new Set(["lead", "responsible", "implement"]);

export class Results {
  /** @param {HTMLElement} section @param {Engine} engine @param {string} root address of the site's root */
  constructor(section, engine, root) {
    this.section = section;
    this.engine = engine;
    this.root = root;
    this.turn = 0;
    this.count = el("p", { class: "search-count", role: "status", "aria-live": "polite" });
    this.body = el("div", { class: "search-body" });
    section.replaceChildren(this.count, this.body);
    section.addEventListener("click", (event) => this.#follow(event));
  }

  /** Shows what the address asks for. @param {State} state */
  async show(state) {
    const turn = ++this.turn;
    this.state = state;
    const { dataset } = this.section;
    if (!state.query.trim()) {
      this.body.replaceChildren();
      this.count.textContent = "";
      Object.assign(dataset, { query: state.query, count: "0", state: "done" });
      return;
    }
    dataset.state = "loading";
    this.section.setAttribute("aria-busy", "true");
    try {
      const answer = await this.engine.search(state.query, { synonyms: state.synonyms });
      if (turn !== this.turn) return;
      this.#draw(answer, state);
      Object.assign(dataset, { query: state.query, state: "done" });
    } catch (error) {
      if (turn !== this.turn) return;
      dataset.query = state.query;
      dataset.state = "error";
      this.count.textContent = "";
      const again = el("button", { type: "button", class: "button", click: () => this.show(state) }, "再试一次");
      this.body.replaceChildren(
        el("p", {}, `检索没有完成：${error instanceof Error ? error.message : error}。`),
        again,
      );
    } finally {
      if (turn === this.turn) this.section.removeAttribute("aria-busy");
    }
  }

  /** @param {Answer} answer @param {State} state */
  #draw(answer, state) {
    const narrowed = Object.values(state.filters).some(Boolean);
    const all = [...answer.hits];
    let hits = filtered(all, state);
    const total = () => (narrowed ? hits.length : answer.total);
    const list = el("ol", { class: "hits" });
    const more = el("button", { type: "button", class: "button more" });
    let shown = 0;
    const extend = async () => {
      while (answer.more && hits.length < shown + PAGE) {
        const next = await answer.more();
        if (!next.length) answer.more = null;
        all.push(...next);
        hits = filtered(all, state);
      }
      draw();
    };
    const draw = () => {
      list.append(
        ...hits
          .slice(shown, shown + PAGE)
          .map((hit, index) => this.#hit(hit, hits.slice(0, shown + index), answer, state)),
      );
      shown = Math.min(hits.length, shown + PAGE);
      const left = Math.max(0, total() - shown);
      more.hidden = !left && !(answer.more && narrowed);
      more.textContent = left ? `再显示 ${Math.min(PAGE, left)} 条（共 ${total()} 条）` : "继续找";
    };
    more.addEventListener("click", async () => {
      const next = shown;
      await extend();
      /** @type {HTMLElement | undefined} */ (list.querySelectorAll("a[data-result]")[next])?.focus();
    });
    draw();
    this.section.dataset.count = String(total());
    this.count.textContent = !total()
      ? "没有找到"
      : narrowed
        ? `筛选出 ${total()} 条（共 ${answer.total} 条）`
        : `找到 ${total()} 条`;
    const facets = answer.hits.length > 1 ? facetPanel(answer.hits, state, (next) => writeState(next)) : null;
    this.body.replaceChildren(
      ...cardsOf(answer, this.root),
      ...this.#notes(answer, state),
      ...(hits.length ? [list, more] : this.#nothing(answer, state)),
      ...(facets ? [facets] : []),
    );
    document.title = document.title.replace(/^(.*?：)?检索/u, `${state.query}：检索`);
  }

  /** @param {Hit} hit @param {Hit[]} before @param {Answer} answer @param {State} state */
  #hit(hit, before, { query, hits }, state) {
    const { clause, doc } = hit;
    const same = before.at(-1)?.doc.key === doc.key;
    const again = before.some((other) => other.doc.key === doc.key);
    const inside = again || state.filters.doc ? 0 : hits.filter((other) => other.doc.key === doc.key).length;
    const href = `${this.root}${clause ? clause.url : doc.url}index.html`;
    const name = clause ? placeOf(clause) : doc.title;
    const link = el(
      "a",
      { "data-result": "", "data-doc": doc.key, "data-path": clause ? clause.path.join("/") : "", href },
      marked(name, spansOf(name, query)),
    );
    const snippet = clause ? snippetOf(clause.text || clause.above.join("，"), query, clause.heading) : null;
    return el(
      "li",
      { class: same ? "hit same" : "hit" },
      !same &&
        el(
          "p",
          { class: "hit-doc" },
          again || doc.title === doc.key ? doc.key : `${doc.title} ${doc.key}`,
          inside > 1 && " ",
          inside > 1 &&
            el(
              "a",
              { href: writeState({ ...state, filters: { ...state.filters, doc: doc.key } }), "data-facet": "" },
              `只看这份文件的 ${inside} 条`,
            ),
        ),
      el("h2", { class: "hit-place" }, link),
      clause && clause.above.some(Boolean) && el("p", { class: "hit-above" }, clause.above.filter(Boolean).join(" › ")),
      snippet?.text && el("p", { class: "hit-text" }, marked(snippet.text, snippet.spans)),
      clause && factsOf(clause, snippet?.text ?? "", query),
    );
  }

  /** @param {Answer} answer @param {State} state */
  #notes(answer, state) {
    const { query } = answer;
    const notes = [];
    for (const { from, to, how } of query.corrections) {
      const words = { typo: "按相近的字找了", pinyin: "按拼音找了", traditional: "按简体字找了" }[how];
      notes.push(el("p", { class: "search-note" }, `“${from}”：${words}“${to.join("”“")}”。`));
    }
    for (const remark of remarksOf(answer, (word) => this.engine.count(word)))
      notes.push(el("p", { class: "search-note" }, remark));
    if (query.synonyms.length)
      notes.push(
        el(
          "details",
          { class: "search-note synonyms" },
          el("summary", {}, `也找了 ${query.synonyms.length} 组近义说法`),
          el(
            "ul",
            {},
            query.synonyms.map(({ from, to }) => el("li", {}, `${from} → ${to.join("、")}`)),
          ),
          el("p", {}, el("a", { href: writeState({ ...state, synonyms: false }), "data-facet": "" }, "只找我写的字词")),
        ),
      );
    if (!state.synonyms)
      notes.push(
        el(
          "p",
          { class: "search-note" },
          "只找您写的字词。",
          el("a", { href: writeState({ ...state, synonyms: true }), "data-facet": "" }, "也找近义说法"),
        ),
      );
    return notes;
  }

  /** @param {Answer} answer @param {State} state */
  #nothing(answer, state) {
    const near = this.engine.nearest(answer.query);
    const narrowed = answer.hits.length > 0;
    return [
      el(
        "div",
        { class: "search-nothing" },
        el(
          "p",
          {},
          narrowed
            ? "当前筛选下没有条款。"
            : !answer.query.concepts.length && !answer.query.unheard.length && answer.query.literal.length < 12
              ? "看不出要找什么，请写下具体的事，例如“创业贷款”“养老服务”。"
              : `没有条款写到“${answer.query.unheard.join("”“") || state.query.trim()}”。`,
        ),
        narrowed &&
          el(
            "p",
            {},
            el(
              "a",
              { href: writeState({ ...state, filters: {} }), "data-facet": "" },
              `清除筛选，看全部 ${answer.hits.length} 条`,
            ),
          ),
        near.length > 0 &&
          el(
            "p",
            {},
            "相近的词：",
            near.flatMap((word) => [
              el("a", { href: writeState({ query: word, synonyms: true, filters: {} }), "data-facet": "" }, word),
              " ",
            ]),
          ),
        el(
          "p",
          {},
          "可以换一种说法，少写几个字，或从 ",
          el("a", { href: `${this.root}doc/index.html` }, "政策文件"),
          "、",
          el("a", { href: `${this.root}topic/index.html` }, "办事主题"),
          "、",
          el("a", { href: `${this.root}unit/index.html` }, "责任单位"),
          " 逐级查找。",
        ),
      ),
    ];
  }

  /** Links of our own stay on the page. @param {MouseEvent} event */
  #follow(event) {
    const target = /** @type {Element} */ (event.target).closest("a[data-facet]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const href = target.getAttribute("href") ?? "";
    history.pushState(null, "", href);
    void this.show(readState(href));
  }
}

/** @param {Clause} clause */
function placeOf(clause) {
  const label = clause.path.at(-1) ?? "";
  if (!clause.heading)
    return clause.path.map((part) => PARTS[/** @type {keyof typeof PARTS} */ (part)] ?? part).join(" ");
  if (/^[一二三四五六七八九十]+$/u.test(label)) return `${label}、${clause.heading}`;
  if (/^\d+$/u.test(label)) return `${label}. ${clause.heading}`;
  return /[）)]$/u.test(label) ? label + clause.heading : `${label} ${clause.heading}`;
}

/** @param {number} yuan */
export function money(yuan) {
  const [value, unit] =
    yuan >= 1e12
      ? [yuan / 1e12, "万亿元"]
      : yuan >= 1e8
        ? [yuan / 1e8, "亿元"]
        : yuan >= 1e4
          ? [yuan / 1e4, "万元"]
          : [yuan, "元"];
  return `${Number(value.toFixed(4))}${unit}`;
}

/**
 * Sums, those of the sentence shown before the others, and the office asked for, else the one that leads.
 * @param {Clause} clause @param {string} sentence @param {Query} query
 */
function factsOf(clause, sentence, query) {
  const said = new Set(figures(fold(sentence)).map(({ yuan }) => yuan));
  const inside = (/** @type {[number, number]} */ [low, high]) => Number(said.has(low) || said.has(high));
  const ordered = [...clause.amounts].sort((a, b) => inside(b) - inside(a));
  const sums = [...new Set(ordered.map(([low, high]) => (low === high ? money(low) : `${money(low)}—${money(high)}`)))];
  const shown = sums
    .slice(0, MOST)
    .map((sum, at) => [at > 0 && "、", el("span", { class: "sum" }, sum)])
    .flat();
  const amounts =
    sums.length > 0 &&
    el("li", { class: "amounts" }, "金额：", shown, sums.length > MOST && ` 等 ${sums.length} 个数额`);
  const asked = clause.units.find((unit) =>
    query.concepts.some((concept) => concept.kind === "unit" && names(concept, unit.name)),
  );
  const unit =
    asked ?? clause.units.find(({ role }) => role === "lead") ?? clause.units.find(({ role }) => LEADING.has(role));
  const office =
    unit && el("li", { class: "office" }, `${ROLES[/** @type {keyof typeof ROLES} */ (unit.role)]}：${unit.name}`);
  return amounts || office ? el("ul", { class: "hit-facts" }, amounts, office) : null;
}

// 奖补查询: filters, sorts and exports the rows that the page already holds. The state stands in the address.

import { announce, copyText } from "../lib/clipboard.js";
import {
  FIELDS,
  NAMES,
  compare,
  complaint,
  conditions,
  csvLine,
  fits,
  obstacles,
  query,
  readDuties,
  unsummed,
} from "../lib/rows.js";
import { disclosed, plain, readAlike, termsOf } from "../lib/words.js";

/** @typedef {import("../lib/rows.js").Row & {element: HTMLTableRowElement}} TableRow */
/** @typedef {import("../lib/rows.js").State} State */

const form = /** @type {HTMLFormElement} */ (document.getElementById("filter"));
const table = /** @type {HTMLTableElement} */ (document.getElementById("incentives"));
const body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
const count = document.getElementById("f-count");
const like = /** @type {HTMLElement} */ (document.getElementById("f-alike"));
const wrong = /** @type {HTMLElement} */ (document.getElementById("f-wrong"));
const none = /** @type {HTMLElement} */ (document.getElementById("f-none"));
const paper = /** @type {HTMLElement} */ (document.getElementById("f-paper"));
const alike = readAlike(form.dataset.alike ?? "");

/** @param {string} words */
const terms = (words) => termsOf(words, alike, (word) => rows.some((row) => row.text.includes(word)));

/** @param {Node | null | undefined} element */
const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** @param {string | undefined} text */
const figure = (text) => (text ? Number(text) : null);

/** @param {string | undefined} text */
const list = (text) => (text ? text.split("|") : []);

const roles = new Map(
  (form.dataset.roles ?? "").split(";").map((pair) => /** @type {[string, string]} */ (pair.split(":"))),
);

const titles = new Map(
  [.../** @type {HTMLSelectElement} */ (form.elements.namedItem("doc")).options].map((option) => [
    option.value,
    textOf(option).replace(/（\d+）$/, ""),
  ]),
);

/** @type {TableRow[]} */
const rows = [...body.rows].map((element) => {
  const data = element.dataset;
  const leads = readDuties(data.leads).flatMap(([, names]) => names);
  return {
    element,
    text: plain(`${element.textContent} ${leads.join(" ")} ${titles.get(data.doc ?? "")} ${data.who} ${data.matter}`),
    doc: data.doc ?? "",
    kind: data.kind ?? "",
    who: list(data.who),
    matters: list(data.matter),
    leads,
    often: data.often ?? "",
    open: "open" in data,
    rated: Boolean(data.rate || data.sum),
    least: figure(data.least),
    most: figure(data.most),
  };
});

/** @returns {State} */
function state() {
  const data = new FormData(form);
  return /** @type {State} */ (Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "").trim()])));
}

function address() {
  const parts = new URLSearchParams(Object.entries(state()).filter(([, value]) => value));
  return location.pathname + (parts.size ? `?${parts}` : "");
}

let shown = rows;
let ordered = ""; // how the table is sorted now

function apply() {
  const now = state();
  const found = complaint(now);
  wrong.textContent = found?.words ?? "";
  for (const name of ["min", "max"])
    /** @type {HTMLElement} */ (form.elements.namedItem(name)).setAttribute(
      "aria-invalid",
      String(found?.field === name),
    );
  const asked = query(now, terms);
  shown = rows.filter((row) => fits(row, asked));
  if (now.sort) shown = [...shown].sort((a, b) => compare(a, b, now.sort));
  const visible = new Set(shown);
  for (const row of rows) row.element.hidden = !visible.has(row);
  if (now.sort || ordered) body.append(...(now.sort ? shown : rows).map((row) => row.element));
  ordered = now.sort;
  table.hidden = !shown.length;
  like.textContent = disclosed(asked.terms);
  announce(count, told(asked));
  explain(now);
  const listed = new Set(shown.map((row) => row.doc));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-limits]")))
    part.hidden = !listed.has(part.dataset.limits ?? "");
  paper.textContent = [...conditions(now, worded), told(asked)].join("；");
}

/**
 * What a field says: of a choice, the words that are read, not those that are sent.
 * @param {keyof State} name
 */
function worded(name) {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLSelectElement
    ? textOf(field.selectedOptions[0]).replace(/（\d+）$/, "")
    : /** @type {HTMLInputElement} */ (field).value.trim();
}

/** @param {import("../lib/rows.js").Query} asked */
function told(asked) {
  const bounded = asked.low !== null || asked.high !== null;
  const rates = unsummed(shown, asked);
  const open = bounded ? 0 : shown.filter((row) => row.open).length;
  const left = bounded ? "；没有写出金额、比例的没有列出" : "";
  return `共 ${shown.length} 项${shown.length < rows.length ? `（全部 ${rows.length} 项）` : ""}${open && open < shown.length ? `，其中 ${open} 项未写数额` : ""}${rates ? `，其中 ${rates} 项只写比例或单价，也列出` : ""}${left}`;
}

/**
 * Where nothing is found: why, and where else to look.
 * @param {State} now
 */
function explain(now) {
  none.hidden = shown.length > 0;
  none.replaceChildren();
  if (shown.length) return;
  const found = obstacles(rows, now, terms).map(({ field, count: more }) => `去掉“${NAMES[field]}”可得 ${more} 项`);
  none.append(`没有同时符合以上条件的条目。${found.length ? `${found.join("；")}。` : ""}`);
  if (now.words) {
    const link = document.createElement("a");
    link.href = `${none.dataset.search}?q=${encodeURIComponent(now.words)}`;
    link.textContent = `全文检索“${now.words}”`;
    none.append(link);
  }
}

/** The form as the address says; fields that it does not name are empty. */
function restore() {
  const asked = new URLSearchParams(location.search);
  for (const name of FIELDS) {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
    field.value = asked.get(name) ?? "";
    if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0; // an option that is no more
  }
}

let typing = ""; // the text field being written in: its letters are one step back, not many

/** @param {string} field the one that was changed; "" for all at once */
function record(field) {
  const to = address();
  if (to === location.pathname + location.search) return;
  if (field && field === typing) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  typing = field;
}

/**
 * A link that can be given away; from a folder, its path below the site's root.
 * @param {HTMLAnchorElement | null} link
 */
function given(link) {
  if (!link) return "";
  return location.protocol === "file:"
    ? decodeURI(link.href.replace(new URL("..", location.href).href, ""))
    : link.href;
}

const often = { once: "一次性", yearly: "每年" };
const HEAD = [
  "对象",
  "条件",
  "标准",
  "数额",
  "比例",
  "金额",
  "上限",
  "频次",
  "类型",
  "对象类别",
  "事项",
  "牵头或责任单位",
  "文件",
  "文号",
  "出处",
  "原句",
  "适用范围和享受限制",
  "配套细则和发放方式",
  "链接",
];

/**
 * The number of the document; a document without one shows its title in that place.
 * @param {HTMLTableCellElement | undefined} place
 * @param {string | undefined} doc
 */
function number(place, doc) {
  const shown = textOf(place?.querySelector("small"));
  return shown === titles.get(doc ?? "") ? "" : shown;
}

/** @param {HTMLTableRowElement} element */
function cells(element) {
  const data = element.dataset;
  const [who, condition, sum, , , place] = [...element.cells];
  const standard = sum?.cloneNode(true);
  if (standard instanceof Element) standard.querySelectorAll(".tag, .said").forEach((part) => part.remove());
  const general = element.querySelector("[data-general]")?.getAttribute("data-general")?.split(" ") ?? [];
  const rules = [...element.querySelectorAll("[data-limit]"), ...general.map((id) => document.getElementById(id))];
  const told = (/** @type {string[]} */ senses) =>
    rules
      .filter((rule) => senses.includes(rule?.getAttribute("data-limit") ?? ""))
      .map((rule) => textOf(rule?.querySelector("q")))
      .join(" ");
  const link = /** @type {HTMLAnchorElement | null} */ (element.querySelector("[data-quote] a"));
  const quote = textOf(element.querySelector("[data-quote]")).replace(/^“|” 在条款中看$/g, "");
  const joined = (/** @type {string | undefined} */ names) => list(names).join("、");
  return [
    textOf(who),
    textOf(condition),
    textOf(standard),
    "open" in data ? "原文未写数额" : "写明",
    data.rate ?? "",
    data.sum ?? "",
    data.cap ?? "",
    often[/** @type {"once"} */ (data.often)] ?? "",
    data.kind ?? "",
    joined(data.who),
    joined(data.matter),
    readDuties(data.leads)
      .map(([role, names]) => `${roles.get(role) ?? ""}：${names.join("、")}`)
      .join("；"),
    titles.get(data.doc ?? "") ?? "",
    number(place, data.doc),
    textOf(place?.querySelector("a")),
    quote,
    told(["scope", "limit"]),
    told(["detail", "paid"]),
    given(link),
  ];
}

function download() {
  const lines = [HEAD, ...shown.map(({ element }) => cells(element))];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", lines.map(csvLine).join("\r\n"), "\r\n"], { type: "text/csv" }));
  link.download = "奖补查询.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  announce(count, `已下载所列 ${shown.length} 项`);
}

const more = /** @type {HTMLElement} */ (document.getElementById("f-more"));
more.addEventListener("click", () =>
  more.setAttribute("aria-expanded", String(more.getAttribute("aria-expanded") !== "true")),
);

form.addEventListener("input", (event) => {
  apply();
  const field = event.target;
  record(field instanceof HTMLInputElement ? field.name : "");
});
form.addEventListener("change", () => (typing = "")); // the field was left, or an option chosen
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () =>
  setTimeout(() => {
    apply();
    record("");
  }),
);
window.addEventListener("popstate", () => {
  typing = "";
  restore();
  apply();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    restore();
    apply();
  }
});
document.getElementById("f-csv")?.addEventListener("click", download);
document.getElementById("f-link")?.addEventListener("click", async () => {
  const done = await copyText(new URL(address(), location.href).href);
  announce(count, done ? "链接已复制" : "复制未成功，请从地址栏复制");
});
restore();
if (
  FIELDS.some(
    (name) =>
      state()[name] &&
      document.getElementById("f-rest")?.contains(/** @type {HTMLElement} */ (form.elements.namedItem(name))),
  )
) {
  more.setAttribute("aria-expanded", "true"); // on a narrow screen, a condition that is set is not folded away
}
if (location.search) apply();

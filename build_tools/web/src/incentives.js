// 奖补查询: filters, sorts and exports the rows that the page already holds. The state stands in the address.

import { announce, copyText } from "../lib/clipboard.js";
import { FIELDS, NAMES, compare, complaint, csvLine, fits, obstacles, plain, unsummed } from "../lib/rows.js";

/** @typedef {import("../lib/rows.js").Row & {element: HTMLTableRowElement}} TableRow */

const form = /** @type {HTMLFormElement} */ (document.getElementById("filter"));
const table = /** @type {HTMLTableElement} */ (document.getElementById("incentives"));
const count = document.getElementById("f-count");
const wrong = /** @type {HTMLElement} */ (document.getElementById("f-wrong"));
const none = /** @type {HTMLElement} */ (document.getElementById("f-none"));
const search = /** @type {HTMLAnchorElement | null} */ (document.querySelector("main .lead a"));

/** @param {Node | null | undefined} element */
const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** @param {string | undefined} text */
const figure = (text) => (text ? Number(text) : null);

/** @type {TableRow[]} */
const rows = [...(table.tBodies[0]?.rows ?? [])].map((element) => ({
  element,
  text: plain(`${element.textContent} ${element.dataset.leads} ${element.dataset.title} ${element.dataset.who}`),
  doc: element.dataset.doc ?? "",
  kind: element.dataset.kind ?? "",
  who: (element.dataset.who ?? "").split("|"),
  leads: (element.dataset.leads ?? "").split("|"),
  often: element.dataset.often ?? "",
  least: figure(element.dataset.least),
  most: figure(element.dataset.most),
}));

function state() {
  const data = new FormData(form);
  return /** @type {import("../lib/rows.js").State} */ (
    Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "").trim()]))
  );
}

function address() {
  const query = new URLSearchParams(Object.entries(state()).filter(([, value]) => value));
  return location.pathname + (query.size ? `?${query}` : "");
}

/** @type {TableRow[]} */
let shown = rows;

function apply() {
  const now = state();
  const wrongs = complaint(now);
  wrong.textContent = wrongs;
  for (const name of ["min", "max"]) /** @type {HTMLElement} */ (form.elements.namedItem(name)).setAttribute("aria-invalid", String(Boolean(wrongs)));
  shown = rows.filter((row) => fits(row, now));
  if (now.sort) shown = [...shown].sort((a, b) => compare(a, b, now.sort));
  const visible = new Set(shown);
  for (const row of rows) row.element.hidden = !visible.has(row);
  table.tBodies[0]?.append(...(now.sort ? shown : rows).map((row) => row.element));
  const open = unsummed(shown, now);
  announce(count, `共 ${shown.length} 项${open ? `，其中 ${open} 项未写固定金额，也列出` : ""}`);
  explain(now);
  history.replaceState(null, "", address());
}

/**
 * Where nothing is found: why, and where else to look.
 * @param {import("../lib/rows.js").State} now
 */
function explain(now) {
  none.hidden = shown.length > 0;
  none.replaceChildren();
  if (shown.length) return;
  const found = obstacles(rows, now).map(({ field, count }) => `去掉“${NAMES[field]}”可得 ${count} 项`);
  none.append(`没有同时符合以上条件的条目。${found.length ? `${found.join("；")}。` : ""}`);
  if (now.words && search) {
    const link = document.createElement("a");
    link.href = `${search.href.split("?")[0]}?q=${encodeURIComponent(now.words)}`;
    link.textContent = `全文检索“${now.words}”`;
    none.append(link, "（会找近义词）。");
  }
}

function restore() {
  const query = new URLSearchParams(location.search);
  for (const name of FIELDS) {
    const field = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (form.elements.namedItem(name));
    const value = query.get(name);
    if (field && value !== null) field.value = value;
  }
}

/**
 * A link that can be given away; from a folder, its path below the site's root.
 * @param {HTMLAnchorElement | null} link
 */
function given(link) {
  if (!link) return "";
  return location.protocol === "file:" ? decodeURI(link.href.replace(new URL("..", location.href).href, "")) : link.href;
}

const often = { once: "一次性", yearly: "每年" };
const HEAD = ["对象", "条件", "标准", "比例", "金额", "上限", "频次", "类型", "对象类别", "牵头或责任单位", "文件", "出处", "原句", "享受限制", "链接"];

/** @param {HTMLTableRowElement} element */
function cells(element) {
  const data = element.dataset;
  const [who, condition, sum, , , place] = [...element.cells];
  const standard = sum?.cloneNode(true);
  if (standard instanceof Element) standard.querySelectorAll(".tag, .said").forEach((part) => part.remove());
  const general = [...document.querySelectorAll(`[id="limits-${data.doc}"] + ul [data-general]`)].map((item) => textOf(item.firstChild));
  const own = [...element.querySelectorAll("[data-limit]")].map((item) => textOf(item).replace(/^限制：/, ""));
  const link = /** @type {HTMLAnchorElement | null} */ (element.querySelector("[data-quote] a"));
  const quote = textOf(element.querySelector("[data-quote]")).replace(/^“|” 在条款中看$/g, "");
  return [
    textOf(who), textOf(condition), standard instanceof Element ? textOf(standard) : "", data.rate ?? "", data.sum ?? "", data.cap ?? "",
    often[/** @type {"once"} */ (data.often)] ?? "", data.kind ?? "", (data.who ?? "").replaceAll("|", "、"),
    (data.leads ?? "").replaceAll("|", "、"), data.title ?? "", textOf(place?.querySelector("a")), quote, [...own, ...general].join(" "), given(link),
  ];
}

function download() {
  const lines = [HEAD, ...shown.map(({ element }) => cells(element))];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", lines.map(csvLine).join("\r\n"), "\r\n"], { type: "text/csv" }));
  link.download = "奖补查询.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

restore();
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
document.getElementById("f-csv")?.addEventListener("click", download);
document.getElementById("f-link")?.addEventListener("click", async () => {
  const done = await copyText(new URL(address(), location.href).href);
  announce(count, done ? "链接已复制" : "复制未成功，请从地址栏复制");
});
if (location.search) apply();
else announce(count, `共 ${rows.length} 项`);

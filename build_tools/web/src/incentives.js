// 奖补查询: filters, sorts and exports the rows that the page already holds. The state stands in the address.

import { announce, copyText } from "../lib/clipboard.js";
import { FIELDS, compare, csvLine, fits } from "../lib/rows.js";

/** @typedef {import("../lib/rows.js").Row & {element: HTMLTableRowElement}} TableRow */

const form = /** @type {HTMLFormElement} */ (document.getElementById("filter"));
const table = /** @type {HTMLTableElement} */ (document.getElementById("incentives"));
const count = document.getElementById("f-count");

/** @param {Element} cell */
function cellText(cell) {
  return [...cell.childNodes].map((node) => node.textContent?.trim()).filter(Boolean).join(" ");
}

/** @type {TableRow[]} */
const rows = [...(table.tBodies[0]?.rows ?? [])].map((element) => ({
  element,
  text: `${cellText(element)} ${element.dataset.leads ?? ""}`.toLowerCase(),
  doc: element.dataset.doc ?? "",
  kind: element.dataset.kind ?? "",
  leads: (element.dataset.leads ?? "").split("|"),
  often: element.dataset.often ?? "",
  most: element.dataset.most ? Number(element.dataset.most) : null,
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
  shown = rows.filter((row) => fits(row, now));
  if (now.sort) shown = [...shown].sort((a, b) => compare(a, b, now.sort));
  const visible = new Set(shown);
  for (const row of rows) row.element.hidden = !visible.has(row);
  table.tBodies[0]?.append(...(now.sort ? shown : rows).map((row) => row.element));
  const unsummed = now.min || now.max ? rows.filter((r) => r.most === null && fits(r, { ...now, min: "", max: "" })).length : 0;
  announce(count, `共 ${shown.length} 项${unsummed ? `；另有 ${unsummed} 项按比例计、没有金额，未列入` : ""}`);
  history.replaceState(null, "", address());
}

function restore() {
  const query = new URLSearchParams(location.search);
  for (const name of FIELDS) {
    const field = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (form.elements.namedItem(name));
    const value = query.get(name);
    if (field && value !== null) field.value = value;
  }
}

function download() {
  const head = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent ?? "");
  const lines = [[...head, "链接"], ...shown.map(({ element }) => {
    const link = /** @type {HTMLAnchorElement | null} */ (element.querySelector("td:last-child a"));
    const cells = [...element.cells].map((cell) => (cell.querySelector(".units") ? (element.dataset.leads ?? "").replaceAll("|", "、") : cellText(cell)));
    return [...cells, link?.href ?? ""];
  })];
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

// What a filter does with rows: pure functions, so that they can be tested without a page.

import { readQuantity } from "./quantity.js";

/**
 * @typedef {object} Row
 * @property {string} text all words of the row, made plain
 * @property {string} doc
 * @property {string} kind
 * @property {string[]} who
 * @property {string[]} leads
 * @property {string} often
 * @property {number | null} least smallest and
 * @property {number | null} most largest sum in yuan; null where the text fixes none
 */

/** @typedef {{words: string, who: string, kind: string, doc: string, lead: string, often: string, min: string, max: string, sort: string}} State */

/** @type {readonly (keyof State)[]} */
export const FIELDS = ["words", "who", "kind", "doc", "lead", "often", "min", "max", "sort"];

/** @type {Readonly<Partial<Record<keyof State, string>>>} */
export const NAMES = { words: "字词", who: "谁能享受", kind: "类型", doc: "文件", lead: "牵头或责任单位", often: "频次", min: "最低金额", max: "最高金额" };

const UNIT = 10000; // a bare number counts in 万元

/**
 * Text as it is compared: width, case and blanks aside.
 * @param {string} text
 */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

/** @param {string} text @returns {number | null} yuan; null where nothing can be read */
function bound(text) {
  const found = readQuantity(text, UNIT);
  return found && "value" in found ? found.value : null;
}

/**
 * What is wrong with the bounds on the sum; "" where nothing is.
 * @param {State} state
 */
export function complaint(state) {
  for (const text of [state.min, state.max]) {
    const found = readQuantity(text, UNIT);
    if (found && "error" in found) return `金额“${text}”${found.error}`;
  }
  const low = bound(state.min);
  const high = bound(state.max);
  return low !== null && high !== null && low > high ? "最低金额大于最高金额，请检查" : "";
}

/**
 * Whether a row is shown. Its sums and the bounds need only meet: 最高100万元 fits 50万元 and more.
 * A row without a fixed sum is kept: a rate may come to any sum.
 * @param {Row} row
 * @param {State} state
 */
export function fits(row, state) {
  const words = state.words.split(/[\s　,，、]+/).map(plain).filter(Boolean);
  const low = bound(state.min);
  const high = bound(state.max);
  return (
    words.every((word) => row.text.includes(word)) &&
    (!state.doc || row.doc === state.doc) &&
    (!state.kind || row.kind === state.kind) &&
    (!state.who || row.who.includes(state.who)) &&
    (!state.lead || row.leads.includes(state.lead)) &&
    (!state.often || row.often === state.often) &&
    (low === null || row.most === null || row.most >= low) &&
    (high === null || row.least === null || row.least <= high)
  );
}

/**
 * Rows without a fixed sum among `rows`, where a bound is asked for.
 * @param {Row[]} rows
 * @param {State} state
 */
export function unsummed(rows, state) {
  return bound(state.min) === null && bound(state.max) === null ? 0 : rows.filter((row) => row.most === null).length;
}

/**
 * Which single condition stands in the way, where nothing is found: its field, and how many rows there are without it.
 * @param {Row[]} rows
 * @param {State} state
 */
export function obstacles(rows, state) {
  return FIELDS.filter((field) => field !== "sort" && state[field])
    .map((field) => ({ field, count: rows.filter((row) => fits(row, { ...state, [field]: "" })).length }))
    .filter(({ count }) => count > 0);
}

/**
 * Order of two rows; rows without a sum come last either way.
 * @param {Row} a
 * @param {Row} b
 * @param {string} sort "most" or "least"
 */
export function compare(a, b, sort) {
  if (a.most === null || b.most === null) return a.most === b.most ? 0 : a.most === null ? 1 : -1;
  return sort === "most" ? b.most - a.most : a.most - b.most;
}

/**
 * One CSV line. A cell that a spreadsheet would take for a formula is kept from being one.
 * @param {string[]} cells
 */
export function csvLine(cells) {
  return cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");
}

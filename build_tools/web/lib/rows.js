// What a filter does with rows: pure functions, so that they can be tested without a page.

import { readQuantity } from "./quantity.js";

/** @typedef {import("./words.js").Term} Term */

/**
 * @typedef {object} Row
 * @property {string} text all words of the row, made plain
 * @property {string} doc
 * @property {string} kind
 * @property {string[]} who
 * @property {string[]} matters
 * @property {string[]} leads
 * @property {string} often
 * @property {boolean} open the text leaves the sum open
 * @property {boolean} rated a rate or a sum for a unit, which may come to any sum
 * @property {number | null} least smallest and
 * @property {number | null} most largest sum in yuan; null where the text fixes none
 */

/** @typedef {{words: string, who: string, matter: string, kind: string, sums: string, doc: string, lead: string, often: string, min: string, max: string, sort: string}} State */
/** @typedef {State & {terms: Term[], low: number | null, high: number | null}} Query */

/** @type {readonly (keyof State)[]} */
export const FIELDS = ["words", "who", "matter", "kind", "sums", "doc", "lead", "often", "min", "max", "sort"];

/** @type {Readonly<Partial<Record<keyof State, string>>>} */
export const NAMES = {
  words: "字词",
  who: "谁能享受",
  matter: "什么事",
  kind: "给什么",
  sums: "数额",
  doc: "文件",
  lead: "牵头或责任单位",
  often: "频次",
  min: "最低金额",
  max: "最高金额",
};

const UNIT = 10000; // a bare number counts in 万元

/** @param {string} text @returns {number | null} yuan; null where nothing can be read */
function bound(text) {
  const found = readQuantity(text, UNIT);
  return found && "value" in found ? found.value : null;
}

/**
 * Which units answer for a benefit, by role, as a row holds them: "lead:甲局|乙局;responsible:丙局".
 * @param {string | undefined} text
 * @returns {[string, string[]][]}
 */
export function readDuties(text) {
  return (text ? text.split(";") : []).map((group) => {
    const [role = "", names = ""] = group.split(":");
    return [role, names.split("|")];
  });
}

/**
 * What is wrong with the bounds on the sum, and in which field; null where nothing is.
 * @param {State} state
 * @returns {{field: "min" | "max", words: string} | null}
 */
export function complaint(state) {
  for (const field of /** @type {const} */ (["min", "max"])) {
    const found = readQuantity(state[field], UNIT);
    if (found && "error" in found) return { field, words: `金额“${state[field]}”${found.error}；现在没有按它筛选` };
  }
  const low = bound(state.min);
  const high = bound(state.max);
  return low !== null && high !== null && low > high ? { field: "min", words: "最低金额大于最高金额，请检查" } : null;
}

/**
 * The conditions that are set, as a reader is told of them on paper: 谁能享受：企业.
 * @param {State} state
 * @param {(name: keyof State) => string} worded what the field of a condition shows
 */
export function conditions(state, worded) {
  return FIELDS.filter((name) => state[name] && NAMES[name]).map((name) => `${NAMES[name]}：${worded(name)}`);
}

/**
 * A state made ready to be compared with many rows.
 * @param {State} state
 * @param {(words: string) => Term[]} terms
 * @returns {Query}
 */
export function query(state, terms) {
  return { ...state, terms: terms(state.words), low: bound(state.min), high: bound(state.max) };
}

/**
 * Whether a row is shown. Its sums and the bounds need only meet: 最高100万元 fits 50万元 and more.
 * A row with a rate but no fixed sum is kept: a rate may come to any sum. One that tells neither (按规定奖励, 免担保) is not.
 * @param {Row} row
 * @param {Query} query
 */
export function fits(row, query) {
  const { low, high } = query;
  const bounded = low !== null || high !== null;
  return (
    query.terms.every(
      ({ whole, parts }) =>
        row.text.includes(whole) || parts.every((words) => words.some((word) => row.text.includes(word))),
    ) &&
    (!query.doc || row.doc === query.doc) &&
    (!query.kind || row.kind === query.kind) &&
    (!query.who || row.who.includes(query.who)) &&
    (!query.matter || row.matters.includes(query.matter)) &&
    (!query.sums || row.open === (query.sums === "open")) &&
    (!query.lead || row.leads.includes(query.lead)) &&
    (!query.often || row.often === query.often) &&
    !(bounded && row.most === null && !row.rated) &&
    (low === null || row.most === null || row.most >= low) &&
    (high === null || row.least === null || row.least <= high)
  );
}

/**
 * Rows without a fixed sum among `rows`, where a bound is asked for.
 * @param {Row[]} rows
 * @param {Query} query
 */
export function unsummed(rows, query) {
  return query.low === null && query.high === null ? 0 : rows.filter((row) => row.most === null).length;
}

/**
 * Which single condition stands in the way, where nothing is found: its field, and how many rows there are without it.
 * @param {Row[]} rows
 * @param {State} state
 * @param {(words: string) => Term[]} terms
 */
export function obstacles(rows, state, terms) {
  return FIELDS.filter((field) => field !== "sort" && state[field])
    .map((field) => ({ field, count: rows.filter((row) => fits(row, query({ ...state, [field]: "" }, terms))).length }))
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
 * One CSV line. A cell that a spreadsheet would take for a formula, in half or full width, is kept from being one.
 * @param {string[]} cells
 */
export function csvLine(cells) {
  return cells
    .map((cell) => (/^[\s\u3000]*[=+\-@＝＋－＠−]/.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(",");
}

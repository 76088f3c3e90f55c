// What a filter does with rows: pure functions, so that they can be tested without a page.

/**
 * @typedef {object} Row
 * @property {string} text all words of the row
 * @property {string} doc
 * @property {string} kind
 * @property {string[]} leads
 * @property {string} often
 * @property {number | null} most largest sum in yuan; null where the benefit is no sum
 */

/** @typedef {{words: string, doc: string, kind: string, lead: string, often: string, min: string, max: string, sort: string}} State */

/** @type {readonly (keyof State)[]} */
export const FIELDS = ["words", "doc", "kind", "lead", "often", "min", "max", "sort"];

/**
 * Whether a row is shown. A row without a sum (a rate, say) is neither too small nor too large to be of interest,
 * but any bound on the sum leaves it out; the page says how many rows that concerns.
 * @param {Row} row
 * @param {State} state
 */
export function fits(row, state) {
  const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
  const low = state.min === "" ? null : Number(state.min) * 10000;
  const high = state.max === "" ? null : Number(state.max) * 10000;
  return (
    words.every((word) => row.text.includes(word)) &&
    (!state.doc || row.doc === state.doc) &&
    (!state.kind || row.kind === state.kind) &&
    (!state.lead || row.leads.includes(state.lead)) &&
    (!state.often || row.often === state.often) &&
    (low === null || (row.most !== null && row.most >= low)) &&
    (high === null || (row.most !== null && row.most <= high))
  );
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

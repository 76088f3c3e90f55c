// What the address says: the query, the filters, whether synonyms are used.

export const FILTERS = /** @type {const} */ (["doc", "subject", "unit", "benefit", "sum"]);

/**
 * @typedef {object} State
 * @property {string} query
 * @property {boolean} synonyms
 * @property {Partial<Record<typeof FILTERS[number], string>>} filters
 */

/** @param {string} search as in location.search @returns {State} */
export function readState(search) {
  const values = new URLSearchParams(search);
  /** @type {State} */
  const state = { query: values.get("q") ?? "", synonyms: values.get("syn") !== "0", filters: {} };
  for (const name of FILTERS) {
    const value = values.get(name);
    if (value) state.filters[name] = value;
  }
  return state;
}

/** @param {State} state */
export function writeState(state) {
  const values = new URLSearchParams({ q: state.query });
  if (!state.synonyms) values.set("syn", "0");
  for (const name of FILTERS) {
    const value = state.filters[name];
    if (value) values.set(name, value);
  }
  return `?${values}`;
}

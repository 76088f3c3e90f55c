// Where the words of a query stand in loaded clauses, and in which of their fields.

import { ABOVE, BODY, FIELDS, HEAD, TITLE, UNITS, scan } from "./corpus.js";

/** @import {Chunk} from "./corpus.js" */
/** @import {Concept} from "./types.js" */

const FIELD_WEIGHTS = [3, 1, 0.9, 0.5, 0.6]; // head, body, above, title, units
const UNIT_FIELDS = [1, 1, 0.3, 0.3, 3]; // the same for the name of a unit

/** @typedef {ReturnType<typeof occurrences>} Found */

/**
 * Weighted occurrences of a concept: for each clause of each chunk its term frequency over fields.
 * @param {Concept} concept @param {Chunk[]} chunks
 * @param {((word: string) => number) | null} known  clauses that hold a word, where only part of the corpus is loaded
 */
export function occurrences(concept, chunks, known) {
  const weights = concept.kind === "unit" ? UNIT_FIELDS : FIELD_WEIGHTS;
  let holding = 0;
  const perChunk = chunks.map((chunk) => {
    const frequency = new Float64Array(chunk.clauses.length);
    const strength = new Float64Array(chunk.clauses.length); // best variant
    const own = new Float64Array(chunk.clauses.length); // in the clause's own words
    const titled = new Float64Array(chunk.clauses.length);
    for (const { text, weight, apart } of concept.variants) {
      scan(chunk, text, (slot, at) => {
        if (apart?.some((longer) => chunk.all.startsWith(longer, at - longer.indexOf(text)))) return;
        const index = Math.floor(slot / FIELDS);
        const field = slot % FIELDS;
        frequency[index] = /** @type {number} */ (frequency[index]) + weight * /** @type {number} */ (weights[field]);
        if (weight > /** @type {number} */ (strength[index])) strength[index] = weight;
        if ((field === HEAD || field === BODY || field === UNITS) && weight > /** @type {number} */ (own[index]))
          own[index] = weight;
        if (field === TITLE && weight > /** @type {number} */ (titled[index])) titled[index] = weight;
      });
    }
    for (const value of own) holding += value;
    return { frequency, strength, own, titled };
  });
  if (known) holding = concept.variants.reduce((most, { text, weight }) => Math.max(most, weight * known(text)), 0);
  return { perChunk, holding };
}

/** Clauses whose own words hold `word`, with the best field. @param {Chunk} chunk @param {string} word @param {boolean} wanted */
export function holders(chunk, word, wanted) {
  /** @type {Map<number, number>} */
  const held = new Map();
  if (wanted && word)
    scan(
      chunk,
      word,
      (slot) => {
        const [at, field] = [Math.floor(slot / FIELDS), slot % FIELDS];
        if (field === ABOVE || field === TITLE) return;
        if ((held.get(at) ?? FIELDS) > field) held.set(at, field);
      },
      true,
    );
  return held;
}

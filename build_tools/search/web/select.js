// Which clauses of a large corpus are worth fetching for a query: scores from the lists alone.

import { keysOf, pairsOf, startsOf } from "./lists.js";
import { placeKey } from "./places.js";

/** @import {Lists} from "./lists.js" */
/** @import {Concept, Query} from "./types.js" */

const FILES = 30; // files of lists fetched for one query, at most
const MOST = 300; // clauses put in order at first
const STRENGTH = [1, 1.4, 1.7, 2.6];

/**
 * Fetches the lists that `query` needs: those of the words typed, then synonyms by weight while there is room.
 * @param {Query} query @param {Lists} lists
 */
export async function fetchLists(query, lists) {
  const ranked = query.concepts
    .flatMap((concept) => concept.variants.map(({ text, weight }) => ({ text, weight: weight * concept.weight })))
    .sort((a, b) => b.weight - a.weight);
  /** @type {Set<string>} */
  const starts = new Set(query.phrases.flatMap(pairsOf));
  if (query.place.length && !query.documents.length) starts.add(placeKey(query.place));
  for (const { text, weight } of ranked) {
    const own = keysOf(text, () => true);
    if (weight < 1 && starts.size + own.length > FILES) continue;
    for (const key of own) starts.add(key);
  }
  await lists.fetch(starts);
  const unlisted = ranked
    .filter(({ text, weight }) => text.length > 2 && weight >= 0.5 && !lists.has(text))
    .slice(0, 6);
  await lists.fetch(unlisted.flatMap(({ text }) => [...startsOf(text)]));
}

/**
 * @typedef {object} Candidates
 * @property {number[]} best  the best clauses in order, MOST at most
 * @property {number} size    how many clauses hold anything of the query
 * @property {() => number[]} all  all of them in order
 * @property {(some: number[]) => number[]} ordered  some clauses in order, those of no score last
 */

/**
 * Clauses by their scores.
 * @param {Query} query @param {Lists} lists @param {number} clauses in the corpus
 * @returns {Candidates}
 */
export function candidates(query, lists, clauses) {
  const total = new Float32Array(clauses);
  const covered = new Float32Array(clauses);
  const best = new Float32Array(clauses);
  let all = 0;
  for (const concept of query.concepts) all += scoreConcept(concept, lists, clauses, total, covered, best);
  let size = 0;
  for (let clause = 0; clause < clauses; clause++) {
    const sum = /** @type {number} */ (total[clause]);
    if (!sum) continue;
    size++;
    total[clause] = sum * (0.25 + 0.75 * Math.min(1, /** @type {number} */ (covered[clause]) / all) ** 1.5);
  }
  const order = (/** @type {number} */ least) => {
    const found = [];
    for (let clause = 0; clause < clauses; clause++)
      if (/** @type {number} */ (total[clause]) > least) found.push(clause);
    return found.sort((a, b) => /** @type {number} */ (total[b]) - /** @type {number} */ (total[a]) || a - b);
  };
  const ordered = (/** @type {number[]} */ some) =>
    some.sort((a, b) => /** @type {number} */ (total[b]) - /** @type {number} */ (total[a]) || a - b);
  return { best: order(size > MOST ? leastOf(total, size) : 0), size, all: () => order(0), ordered };
}

/** A score that about MOST clauses exceed. @param {Float32Array} scores @param {number} size of those above 0 */
function leastOf(scores, size) {
  let [low, high] = [0, 0];
  for (const score of scores) if (score > high) high = score;
  for (let turn = 0; turn < 12 && size > MOST; turn++) {
    const middle = (low + high) / 2;
    let above = 0;
    for (const score of scores) if (score > middle) above++;
    if (above >= MOST / 3) [low, size] = [middle, above];
    else high = middle;
  }
  return low;
}

/**
 * @param {Concept} concept @param {Lists} lists @param {number} clauses
 * @param {Float32Array} total @param {Float32Array} covered @param {Float32Array} best scratch, all 0 before and after
 */
function scoreConcept(concept, lists, clauses, total, covered, best) {
  const count = concept.variants.reduce((most, { text, weight }) => Math.max(most, weight * lists.count(text)), 0);
  const weight = concept.weight * Math.log(1 + (clauses - count + 0.5) / (count + 0.5));
  /** @type {number[]} */
  const touched = [];
  for (const variant of concept.variants) {
    const { clauses: held, strengths } = lists.holders(variant.text);
    for (let at = 0; at < held.length; at++) {
      const clause = /** @type {number} */ (held[at]);
      const score = variant.weight * /** @type {number} */ (STRENGTH[strengths[at] ?? 0]);
      const before = /** @type {number} */ (best[clause]);
      if (!before) touched.push(clause);
      if (score > before) best[clause] = score;
    }
  }
  for (const clause of touched) {
    const score = /** @type {number} */ (best[clause]);
    total[clause] = /** @type {number} */ (total[clause]) + weight * score;
    covered[clause] = /** @type {number} */ (covered[clause]) + weight * Math.min(1, score);
    best[clause] = 0;
  }
  return weight * (touched.length ? 1 : 0.5);
}

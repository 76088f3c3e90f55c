// Which clauses of a large corpus are worth fetching for a query: scores from the lists alone.

import { keysOf, startsOf } from "./lists.js";

/** @import {Lists} from "./lists.js" */
/** @import {Concept, Query} from "./types.js" */

const FILES = 34; // files of lists fetched for one query, at most
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
  const starts = new Set([query.literal, ...query.phrases].flatMap((text) => [...startsOf(text)]));
  for (const { text, weight } of ranked) {
    const own = keysOf(text, () => true);
    if (weight < 1 && starts.size + own.length > FILES) continue;
    for (const key of own) starts.add(key.length > 2 && /^[\u3400-\u9fff]/u.test(key) ? key.slice(0, 2) : key);
  }
  await lists.fetch(starts);
  const unlisted = ranked.filter(({ text, weight }) => text.length > 2 && weight >= 0.5 && !lists.has(text)).slice(0, 6);
  await lists.fetch(unlisted.flatMap(({ text }) => [...startsOf(text)]));
}

/**
 * Clauses by their scores, best first.
 * @param {Query} query @param {Lists} lists @param {number} clauses in the corpus
 * @returns {{clause: number, score: number}[]}
 */
export function candidates(query, lists, clauses) {
  const total = new Float64Array(clauses);
  const covered = new Float64Array(clauses);
  let all = 0;
  for (const concept of query.concepts) all += scoreConcept(concept, lists, clauses, total, covered);
  const found = [];
  for (let clause = 0; clause < clauses; clause++) {
    const sum = /** @type {number} */ (total[clause]);
    if (sum > 0) found.push({ clause, score: sum * (0.25 + 0.75 * Math.min(1, /** @type {number} */ (covered[clause]) / all) ** 1.5) });
  }
  return found.sort((a, b) => b.score - a.score || a.clause - b.clause);
}

/** @param {Concept} concept @param {Lists} lists @param {number} clauses @param {Float64Array} total @param {Float64Array} covered */
function scoreConcept(concept, lists, clauses, total, covered) {
  const count = concept.variants.reduce((most, { text, weight }) => Math.max(most, weight * lists.count(text)), 0);
  const weight = concept.weight * Math.log(1 + (clauses - count + 0.5) / (count + 0.5));
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const variant of concept.variants)
    for (const [clause, strength] of lists.holders(variant.text)) {
      const score = variant.weight * /** @type {number} */ (STRENGTH[strength]);
      if (score > (best.get(clause) ?? 0)) best.set(clause, score);
    }
  for (const [clause, score] of best) {
    total[clause] = /** @type {number} */ (total[clause]) + weight * score;
    covered[clause] = /** @type {number} */ (covered[clause]) + weight * Math.min(1, score);
  }
  return weight * (best.size ? 1 : 0.5);
}

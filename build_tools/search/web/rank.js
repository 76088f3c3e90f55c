// Scores of clauses for a query: BM25 over fields, how much of the query a clause covers and how closely,
// and what the query is about (a unit and its role, a sum, a document, a benefit).

import { answers, sentencesOf, stands } from "./asks.js";
import { fits } from "./places.js";
import { names } from "./units.js";
import { BODY, FIELDS, HEAD } from "./corpus.js";
import { holders, occurrences } from "./matches.js";

/** @import {Chunk} from "./corpus.js" */
/** @import {Found} from "./matches.js" */
/** @import {Clause, Concept, Query} from "./types.js" */

const LONG = 3; // a clause longer than this many times the mean is no worse for it

export const SETTINGS = {
  k: 1.2,
  b: 0.5,
  coverage: 0.75, // share of the score that hangs on how much of the query is covered
  coveragePower: 1.5,
  closeness: 0.6, // bonus for the sentence that holds most
  pair: 0.35, // bonus for neighbours in the query that are neighbours in the text
  literal: 1.2, // bonus for the whole query, word for word
  literalHead: 0.8,
  phrase: 4, // bonus for a phrase in quotation marks
  role: 0.8, // the unit asked for, in the role asked for
  asked: 0.25, // bonus for the sentence that holds most and an answer of the kind asked for
  money: 0.15, // a clause with sums, where a benefit is asked for
  benefit: 0.1,
  amount: 1.0, // the very sum
  place: 6, // the clause whose number was typed
  document: 3, // clauses of the document whose number was typed
  lacking: 0.5, // share of its score that a clause keeps whose words, heading and document never name the one asked about
  named: 0.6, // weight of a word from which on it names the one asked about
  about: 0.1, // lift for a clause of a document whose title names the one asked about
  floor: 0.08, // hits below this share of the best are left out
  section: 0.05, // share of its section's best hits that a clause gets
  annex: 0.6, // a whole annex, mostly a list that repeats what clauses say, where no list is asked for
  boiler: 0.7, // 总则, 组织领导 …: clauses that name everything and answer nothing
};

/**
 * @typedef {object} Scored
 * @property {Chunk} chunk
 * @property {number} at    in the chunk
 * @property {Clause} clause
 * @property {number} score
 * @property {boolean} literal
 * @property {number} close  share of the query that one sentence of the clause holds
 */

/**
 * @typedef {object} Statistics of the whole corpus
 * @property {number} clauses
 * @property {number} length  mean number of characters of a clause
 * @property {((word: string) => number) | null} count  clauses that hold a word; null where all of them are loaded
 */

const ANNEX = /^附[件表]/u;
const COUNTED = /^[一二两三几](?:[个月年天亩次点些块]|$)/u; // 三年, 几个: that they stand nowhere is no news

/**
 * All clauses that answer `query`, best first.
 * @param {Query} query @param {Chunk[]} chunks @param {Statistics} statistics
 * @param {(document: number) => string} keyOf
 * @returns {Scored[]}
 */
export function rank(query, chunks, statistics, keyOf) {
  const found = query.concepts.map((concept) => occurrences(concept, chunks, statistics.count));
  const weights = query.concepts.map((concept, index) =>
    worthOf(concept, /** @type {Found} */ (found[index]).holding, statistics, query),
  );
  const total = weights.reduce((sum, weight, index) => sum + (found[index]?.holding ? weight : weight * 0.5), 0) || 1;
  const search = { query, found, weights, total, mean: statistics.length, documents: new Set(query.documents), keyOf };
  const scored = chunks.flatMap((chunk, number) => scoreChunk(chunk, number, search));
  scored.sort((a, b) => b.score - a.score || a.clause.index - b.clause.index);
  return refine(
    query,
    scored,
    weights,
    found.map((one) => one.holding),
    total,
  );
}

/**
 * @typedef {object} Search
 * @property {Query} query
 * @property {Found[]} found      of each concept
 * @property {number[]} weights   of each concept
 * @property {number} total       of all weights
 * @property {number} mean        number of characters of a clause
 * @property {Set<string>} documents keys of those whose number was typed
 * @property {(document: number) => string} keyOf
 */

/**
 * How much a concept tells, by its rarity. One that stands nowhere is noted in the query.
 * @param {Concept} concept @param {number} holding clauses that hold it @param {Statistics} statistics @param {Query} query
 */
function worthOf(concept, holding, { clauses }, query) {
  concept.worth = concept.weight * Math.log(1 + (clauses - holding + 0.5) / (holding + 0.5));
  const { kind, shell, label } = concept;
  const news = !holding && kind === "word" && !shell && label.length > 1 && !COUNTED.test(label);
  if (news && !query.unheard.includes(label)) query.unheard.push(label);
  return concept.worth;
}

/** @param {Chunk} chunk @param {number} number of the chunk @param {Search} search @returns {Scored[]} */
function scoreChunk(chunk, number, search) {
  const { query } = search;
  const held = {
    literal: holders(chunk, query.literal, query.literal.length > 1),
    pairs: query.pairs.map((pair) => holders(chunk, pair, true)),
    phrases: query.phrases.map((phrase) => holders(chunk, phrase, true)),
  };
  return chunk.clauses.flatMap((clause, at) => {
    const score = scoreClause(clause, at, { chunk, number, held }, search);
    return score === null ? [] : [{ chunk, at, clause, score, literal: held.literal.has(at), close: 0 }];
  });
}

/**
 * @param {Clause} clause @param {number} at in its chunk
 * @param {{chunk: Chunk, number: number, held: {literal: Map<number, number>, pairs: Map<number, number>[], phrases: Map<number, number>[]}}} within
 * @param {Search} search
 * @returns {number | null} null: it answers nothing of the query
 */
function scoreClause(clause, at, { chunk, number, held }, search) {
  const { query, found, total } = search;
  const { sum, covered } = matched(chunk, number, at, search);
  const inDocument = search.documents.has(search.keyOf(clause.document));
  const stands = held.literal.get(at);
  const place = query.place.length ? fits(query.place, clause.path) : 0;
  if (!sum && stands === undefined && !inDocument && !place) return null;
  const share = Math.min(1, covered / total);
  let score = sum * (1 - SETTINGS.coverage + SETTINGS.coverage * share ** SETTINGS.coveragePower);
  score += (SETTINGS.pair * total * held.pairs.filter((pair) => pair.has(at)).length) / Math.max(1, query.pairs.length);
  score += total * aim(query, clause, share);
  score *= naming(query, found, number, at) * standing(query, clause);
  // what was typed word for word, and where it was asked for, counts beside every other measure
  if (stands !== undefined) score += total * (SETTINGS.literal + (stands === HEAD ? SETTINGS.literalHead : 0));
  score += SETTINGS.phrase * total * held.phrases.filter((phrase) => phrase.has(at)).length;
  score += SETTINGS.place * place * Math.max(total, 1);
  return score + (inDocument ? SETTINGS.document * Math.max(total, 1) : 0);
}

/**
 * BM25 over the fields, and how much of the query the clause covers.
 * @param {Chunk} chunk @param {number} number @param {number} at @param {Search} search
 */
function matched({ bounds }, number, at, { found, weights, mean }) {
  const size = Math.min(LONG * mean, (bounds[at * FIELDS + 2] ?? 0) - (bounds[at * FIELDS] ?? 0));
  const norm = SETTINGS.k * (1 - SETTINGS.b + (SETTINGS.b * size) / mean);
  let [sum, covered] = [0, 0];
  found.forEach(({ perChunk }, index) => {
    const { frequency, strength } = /** @type {Found["perChunk"][number]} */ (perChunk[number]);
    const tf = frequency[at] ?? 0;
    if (!tf) return;
    const weight = /** @type {number} */ (weights[index]);
    sum += (weight * (tf * (SETTINGS.k + 1))) / (tf + norm);
    covered += weight * Math.min(1, strength[at] ?? 0);
  });
  return { sum, covered };
}

/** What a clause keeps of its score: whole annexes and introductory sections answer little. @param {Query} query @param {Clause} clause */
function standing(query, clause) {
  const annex = !query.list && clause.path.length === 1 && ANNEX.test(clause.path[0] ?? "");
  const introductory = query.introductory.some((word) => clause.heading.includes(word));
  return (annex ? SETTINGS.annex : 1) * (introductory ? SETTINGS.boiler : 1);
}

/**
 * How far a clause speaks of whom the query asks about: 1 where one of them is named.
 * @param {Query} query @param {Found[]} found @param {number} chunk @param {number} at
 */
function naming(query, found, chunk, at) {
  if (query.concepts.length < 2) return 1;
  let [asked, met, title] = [0, 0, 0];
  query.concepts.forEach(({ subject }, index) => {
    const { holding, perChunk } = /** @type {Found} */ (found[index]);
    if (!subject || !holding) return;
    const { strength, titled } = /** @type {NonNullable<typeof perChunk[number]>} */ (perChunk[chunk]);
    asked = Math.max(asked, subject);
    met = Math.max(met, Math.min(1, /** @type {number} */ (strength[at]) / SETTINGS.named));
    title = Math.max(title, /** @type {number} */ (titled[at]));
  });
  return (1 - (1 - SETTINGS.lacking) * asked * (1 - met)) * (1 + SETTINGS.about * asked * Math.min(1, title));
}

/** What the query is about, in shares of the full score. @param {Query} query @param {Clause} clause @param {number} share */
function aim(query, clause, share) {
  let bonus = 0;
  if (query.money)
    bonus += share * ((clause.amounts.length ? SETTINGS.money : 0) + (clause.benefits.length ? SETTINGS.benefit : 0));
  for (const concept of query.concepts) {
    if (
      concept.kind === "amount" &&
      [...clause.amounts, ...clause.mentioned].some(([low, high]) => low === concept.yuan || high === concept.yuan)
    )
      bonus += SETTINGS.amount / query.concepts.length;
    if (concept.kind === "unit" && query.roles.length) {
      const named = clause.units.filter((unit) => names(concept, unit.name));
      if (named.some((unit) => query.roles.includes(unit.role))) bonus += SETTINGS.role;
    }
  }
  return bonus;
}

/**
 * The best candidates again, by their closest sentence.
 * @param {Query} query @param {Scored[]} scored @param {number[]} weights @param {number[]} holding of each concept, how many clauses hold it
 * @param {number} total
 */
function refine(query, scored, weights, holding, total) {
  const head = scored.slice(0, 80);
  const heard =
    query.concepts.reduce(
      (sum, { shell }, index) => sum + (shell && !holding[index] ? 0 : /** @type {number} */ (weights[index])),
      0,
    ) || 1;
  for (const hit of head) {
    const heading = hit.chunk.field(hit.at, HEAD);
    let [best, answered] = [0, 0];
    for (const sentence of [heading, ...sentencesOf(hit.chunk.field(hit.at, BODY))]) {
      let sum = 0;
      query.concepts.forEach((concept, index) => {
        let strength = 0;
        for (const variant of concept.variants)
          if (variant.weight > strength && stands(sentence, variant)) strength = variant.weight;
        sum += strength * /** @type {number} */ (weights[index]);
      });
      if (sum > best) best = sum;
      if (sum > answered && answers(query, sentence)) answered = sum;
    }
    hit.score += SETTINGS.asked * total * (answered / total) ** 1.5;
    hit.close = Math.min(1, best / heard);
    hit.score += SETTINGS.closeness * total * (best / total) ** 1.5;
  }
  addContext(head);
  head.sort((a, b) => b.score - a.score || a.clause.index - b.clause.index);
  const floor = (head[0]?.score ?? 0) * SETTINGS.floor;
  return [...head, ...scored.slice(80)].filter((hit) => hit.score > floor || hit.literal);
}

/** A clause in a section that answers well elsewhere is the likelier answer. @param {Scored[]} head */
function addContext(head) {
  /** @type {Map<string, number[]>} */
  const scores = new Map();
  const keyOf = (/** @type {Scored} */ hit) => `${hit.clause.document} ${hit.clause.path.slice(0, -1).join("/")}`;
  for (const hit of head)
    scores.set(keyOf(hit), [...(scores.get(keyOf(hit)) ?? []), hit.score].sort((a, b) => b - a).slice(0, 3));
  for (const hit of head)
    hit.score += SETTINGS.section * ((scores.get(keyOf(hit)) ?? []).reduce((sum, score) => sum + score, 0) / 3);
}

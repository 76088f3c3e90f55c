// Scores of clauses for a query: BM25 over fields, how much of the query a clause covers and how closely,
// and what the query is about (a unit and its role, a sum, a document, a benefit).

import { answers, sentencesOf, stands } from "./asks.js";
import { fits } from "./places.js";
import { names } from "./units.js";
import { ABOVE, BODY, FIELDS, HEAD, TITLE, UNITS, scan } from "./corpus.js";

/** @import {Chunk} from "./corpus.js" */
/** @import {Clause, Concept, Query} from "./types.js" */

const LONG = 3; // a clause longer than this many times the mean is no worse for it

export const SETTINGS = {
  field: [3, 1, 0.9, 0.5, 0.6], // head, body, above, title, units
  unitField: [1, 1, 0.3, 0.3, 3],
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

/**
 * Weighted occurrences of a concept: for each clause of each chunk its term frequency over fields.
 * @param {Concept} concept @param {Chunk[]} chunks
 * @param {((word: string) => number) | null} known  clauses that hold a word, where only part of the corpus is loaded
 */
function occurrences(concept, chunks, known) {
  const weights = concept.kind === "unit" ? SETTINGS.unitField : SETTINGS.field;
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
        if ((field === HEAD || field === BODY || field === UNITS) && weight > /** @type {number} */ (own[index])) own[index] = weight;
        if (field === TITLE && weight > /** @type {number} */ (titled[index])) titled[index] = weight;
      });
    }
    for (const value of own) holding += value;
    return { frequency, strength, own, titled };
  });
  if (known) holding = concept.variants.reduce((most, { text, weight }) => Math.max(most, weight * known(text)), 0);
  return { perChunk, holding };
}

const ANNEX = /^附[件表]/u;

/**
 * All clauses that answer `query`, best first.
 * @param {Query} query @param {Chunk[]} chunks @param {Statistics} statistics
 * @param {(document: number) => string} keyOf
 * @returns {Scored[]}
 */
export function rank(query, chunks, statistics, keyOf) {
  const found = query.concepts.map((concept) => occurrences(concept, chunks, statistics.count));
  const weights = found.map(({ holding }, index) => {
    const concept = /** @type {Concept} */ (query.concepts[index]);
    concept.worth = concept.weight * Math.log(1 + (statistics.clauses - holding + 0.5) / (holding + 0.5));
    if (!holding && concept.kind === "word" && !concept.shell && concept.label.length > 1 && !/^[一二两三几](?:[个月年天亩次点些块]|$)/u.test(concept.label) && !query.unheard.includes(concept.label)) query.unheard.push(concept.label);
    return concept.worth;
  });
  const total = weights.reduce((sum, weight, index) => sum + (found[index]?.holding ? weight : weight * 0.5), 0) || 1;
  const documents = new Set(query.documents);
  /** @type {Scored[]} */
  const scored = [];
  chunks.forEach((chunk, chunkIndex) => {
    const literal = holders(chunk, query.literal, query.literal.length > 1);
    const pairs = query.pairs.map((pair) => holders(chunk, pair, true));
    const phrases = query.phrases.map((phrase) => holders(chunk, phrase, true));
    chunk.clauses.forEach((clause, at) => {
      let sum = 0;
      let covered = 0;
      const size = Math.min(LONG * statistics.length, (chunk.bounds[at * FIELDS + 2] ?? 0) - (chunk.bounds[at * FIELDS] ?? 0));
      const norm = SETTINGS.k * (1 - SETTINGS.b + (SETTINGS.b * size) / statistics.length);
      found.forEach(({ perChunk }, index) => {
        const { frequency, strength } = /** @type {NonNullable<typeof perChunk[number]>} */ (perChunk[chunkIndex]);
        const tf = /** @type {number} */ (frequency[at]);
        if (!tf) return;
        const weight = /** @type {number} */ (weights[index]);
        sum += (weight * (tf * (SETTINGS.k + 1))) / (tf + norm);
        covered += weight * Math.min(1, /** @type {number} */ (strength[at]));
      });
      const inDocument = documents.has(keyOf(clause.document));
      const stands = literal.has(at);
      const place = query.place.length ? fits(query.place, clause.path) : 0;
      if (!sum && !stands && !inDocument && !place) return;
      const share = Math.min(1, covered / total);
      let score = sum * (1 - SETTINGS.coverage + SETTINGS.coverage * share ** SETTINGS.coveragePower);
      pairs.forEach((pair) => {
        if (pair.has(at)) score += (SETTINGS.pair * total) / query.pairs.length;
      });
      score += total * aim(query, clause, share);
      score *= naming(query, found, chunkIndex, at);
      if (!query.list && clause.path.length === 1 && ANNEX.test(clause.path[0] ?? "")) score *= SETTINGS.annex;
      if (query.introductory.some((word) => clause.heading.includes(word))) score *= SETTINGS.boiler;
      if (stands) score += total * (SETTINGS.literal + (literal.get(at) === HEAD ? SETTINGS.literalHead : 0));
      phrases.forEach((phrase) => {
        if (phrase.has(at)) score += SETTINGS.phrase * total;
      });
      score += SETTINGS.place * place * Math.max(total, 1);
      if (inDocument) score += SETTINGS.document * Math.max(total, 1);
      scored.push({ chunk, at, clause, score, literal: stands, close: 0 });
    });
  });
  scored.sort((a, b) => b.score - a.score || a.clause.index - b.clause.index);
  return refine(query, scored, weights, found.map((one) => one.holding), total);
}

/**
 * How far a clause speaks of whom the query asks about: 1 where one of them is named.
 * @param {Query} query @param {ReturnType<typeof occurrences>[]} found @param {number} chunk @param {number} at
 */
function naming(query, found, chunk, at) {
  if (query.concepts.length < 2) return 1;
  let [asked, met, title] = [0, 0, 0];
  query.concepts.forEach(({ subject }, index) => {
    const { holding, perChunk } = /** @type {ReturnType<typeof occurrences>} */ (found[index]);
    if (!subject || !holding) return;
    const { strength, titled } = /** @type {NonNullable<typeof perChunk[number]>} */ (perChunk[chunk]);
    asked = Math.max(asked, subject);
    met = Math.max(met, Math.min(1, /** @type {number} */ (strength[at]) / SETTINGS.named));
    title = Math.max(title, /** @type {number} */ (titled[at]));
  });
  return (1 - (1 - SETTINGS.lacking) * asked * (1 - met)) * (1 + SETTINGS.about * asked * Math.min(1, title));
}

/** Clauses whose own words hold `word`, with the best field. @param {Chunk} chunk @param {string} word @param {boolean} wanted */
function holders(chunk, word, wanted) {
  /** @type {Map<number, number>} */
  const held = new Map();
  if (wanted && word)
    scan(chunk, word, (slot) => {
      const [at, field] = [Math.floor(slot / FIELDS), slot % FIELDS];
      if (field === ABOVE || field === TITLE) return;
      if ((held.get(at) ?? FIELDS) > field) held.set(at, field);
    }, true);
  return held;
}

/** What the query is about, in shares of the full score. @param {Query} query @param {Clause} clause @param {number} share */
function aim(query, clause, share) {
  let bonus = 0;
  if (query.money) bonus += share * ((clause.amounts.length ? SETTINGS.money : 0) + (clause.benefits.length ? SETTINGS.benefit : 0));
  for (const concept of query.concepts) {
    if (concept.kind === "amount" && [...clause.amounts, ...clause.mentioned].some(([low, high]) => low === concept.yuan || high === concept.yuan)) bonus += SETTINGS.amount / query.concepts.length;
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
  const heard = query.concepts.reduce((sum, { shell }, index) => sum + (shell && !holding[index] ? 0 : /** @type {number} */ (weights[index])), 0) || 1;
  for (const hit of head) {
    const heading = hit.chunk.field(hit.at, HEAD);
    let [best, answered] = [0, 0];
    for (const sentence of [heading, ...sentencesOf(hit.chunk.field(hit.at, BODY))]) {
      let sum = 0;
      query.concepts.forEach((concept, index) => {
        let strength = 0;
        for (const variant of concept.variants) if (variant.weight > strength && stands(sentence, variant)) strength = variant.weight;
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
  for (const hit of head) scores.set(keyOf(hit), [...(scores.get(keyOf(hit)) ?? []), hit.score].sort((a, b) => b - a).slice(0, 3));
  for (const hit of head) hit.score += SETTINGS.section * ((scores.get(keyOf(hit)) ?? []).reduce((sum, score) => sum + score, 0) / 3);
}



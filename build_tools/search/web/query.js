// What was typed → what it is about.

import { fold, squeeze } from "./fold.js";
import { placeBehind, placeOf } from "./places.js";
import { documentNumbers, figures } from "./numbers.js";
import { askedOnce, closed, withoutHeads, wordsOf, yearsInDigits } from "./phrasing.js";

/** @import {Concept, Query, Variant} from "./types.js" */
/** @import {KnownNumbers} from "./numbers.js" */
/** @import {Language} from "./language.js" */
/** @import {Lexicon} from "./cut.js" */

const APART = 0.8; // weight of a phrase whose halves stand apart
const SINGLE = 0.2; // weight of a character that is no word of the query's own
const OFFICIAL = 2; // a word that stands so often is a word of the documents:
const BESIDE = 0.75; // what may be said in its place counts so much
const NAMED = 0.9; // a word that stands for the one typed as much as this says whom the query is about
const GUESSED = 0.5; // how sure that is
const TWIN = 1.2; // weight of two words that mean the same, against one
const PART = /[\u4e00-\u9fd5]+|[a-z][a-z0-9+.&'-]*|\d[\d.]*/gu;

/**
 * @typedef {object} Knowledge what the analysis may ask about the corpus
 * @property {Lexicon} lexicon
 * @property {Language} language
 * @property {KnownNumbers} numbers  of all documents
 * @property {(text: string) => number} count  how often a string stands in the corpus
 */

/**
 * @param {string} raw @param {Knowledge} knowledge
 * @param {{synonyms?: boolean}} [options]
 * @returns {Query}
 */
export function analyse(raw, knowledge, options = {}) {
  const text = yearsInDigits(fold(raw.normalize("NFC")))
    .trim()
    .replace(/(\d),(?=\d{3}(?!\d))/gu, "$1");
  /** @type {Query} */
  const query = {
    raw,
    text,
    literal: squeeze(text.replace(/"/gu, "")),
    phrases: [],
    concepts: [],
    pairs: [],
    documents: [],
    place: [],
    roles: [],
    asks: [],
    answers: [],
    sum: null,
    list: false,
    introductory: knowledge.language.introductory,
    cut: false,
    unheard: [],
    money: false,
    synonyms: [],
    corrections: [],
  };
  query.list = knowledge.language.lists.some((word) => query.literal.includes(word));
  for (const match of text.matchAll(/"([^"]+)"/gu)) {
    const phrase = squeeze(match[1] ?? "");
    if (phrase.length > 1) query.phrases.push(phrase);
  }
  let rest = takeNumbers(text.replace(/"/gu, " "), query, knowledge.numbers);
  query.place = placeOf(rest, query.documents.length > 0);
  if (query.place.length) return query;
  const behind = placeBehind(rest);
  if (behind) [query.place, rest] = [behind.labels, behind.words];
  rest = takeFigures(rest, query);
  rest = withoutHeads(askedOnce(rest, knowledge.language), knowledge.language);
  for (const run of rest.split(/\s+/u)) takeWords(run, query, knowledge, options.synonyms !== false);
  if (options.synonyms !== false) takeCompounds(query, knowledge.language);
  for (const concept of query.concepts) concept.subject = subjectOf(concept, text, knowledge.language);
  for (const [words, kind] of knowledge.language.asks)
    if (text.includes(words) && !query.asks.includes(kind)) query.asks.push(kind);
  query.answers = query.asks.flatMap((kind) => knowledge.language.answers.get(kind) ?? []);
  if (query.money) query.sum = knowledge.language.answers.get("sum") ?? null;
  return query;
}

/**
 * How surely a query asks about those whom a word names: 期货公司, less surely 爸妈, or 建筑 where 企业 follows.
 * @param {Concept} concept @param {string} text @param {Language} language
 */
function subjectOf({ label, kind, variants, shell }, text, language) {
  if (kind !== "word" || shell || label.length < 2) return 0;
  const sure = language.subject(label);
  if (sure) return sure;
  const meant = variants.some((variant) => variant.weight >= NAMED && language.subject(variant.text));
  return meant ||
    [...language.subjects.keys()].some((ending) => language.weak.has(ending) && text.includes(label + ending))
    ? GUESSED
    : 0;
}

/** @param {string} text @param {{start: number, end: number}[]} spans */
function blank(text, spans) {
  for (const { start, end } of spans) text = text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
  return text;
}

/** @param {string} text @param {Query} query @param {KnownNumbers} known */
function takeNumbers(text, query, known) {
  const numbers = documentNumbers(text, known.prefixes);
  for (const number of numbers) {
    const hits = known.documents.filter(
      (document) =>
        document.number === number.number &&
        (!number.year || document.year === number.year) &&
        (!number.prefix || document.prefix === number.prefix),
    );
    query.documents.push(...hits.map(({ key }) => key));
    if (hits.length === 0 || !number.year) {
      const weight = hits.length ? 0.5 : 1;
      query.concepts.push({
        label: number.literal,
        variants: [{ text: number.literal, weight: 1 }],
        weight,
        kind: "literal",
      });
    }
  }
  return blank(text, numbers);
}

/** 5000000元 → 500万. @param {number | null} yuan */
function sumForms(yuan) {
  if (yuan === null || yuan < 1e4) return [];
  return yuan >= 1e8 ? [`${yuan / 1e8}亿`, `${yuan / 1e4}万`] : [`${yuan / 1e4}万`];
}

/** @param {string} text @param {Query} query */
function takeFigures(text, query) {
  const found = figures(text);
  for (const { text: shown, typed, yuan } of found) {
    const variants = [...new Set([shown, squeeze(typed), ...sumForms(yuan)])].map((word) => ({
      text: word,
      weight: 1,
    }));
    query.concepts.push(
      yuan === null
        ? { label: shown, variants, weight: 1, kind: "literal" }
        : { label: shown, variants, weight: 1.2, kind: "amount", yuan },
    );
    if (yuan !== null) query.money = true;
  }
  return blank(text, found);
}

/**
 * @param {string} run without white space
 * @param {Query} query @param {Knowledge} knowledge @param {boolean} synonyms
 */
function takeWords(run, query, knowledge, synonyms) {
  const { language } = knowledge;
  let before = "";
  for (const match of run.matchAll(PART)) {
    const part = closed(match[0], knowledge);
    let lost = ""; // characters of a word that nobody knows: they answer nothing by themselves
    for (const word of wordsOf(part, knowledge)) {
      const roles = language.roles.get(word);
      if (roles) query.roles.push(...roles);
      if (language.benefits.has(word)) query.money = true;
      const stray =
        word.length === 1 &&
        run.length > 1 &&
        /[\u4e00-\u9fd5]/u.test(word) &&
        !language.fillers.has(word) &&
        !language.synonyms.has(word);
      lost = stray ? lost + word : "";
      if (lost.length > 1 && lost === part) query.unheard.push(lost);
      if (stray || language.fillers.has(word)) {
        before = "";
        continue;
      }
      if (before) query.pairs.push(before + word);
      before = word;
      if (query.concepts.some((concept) => concept.label === word)) continue;
      addWord(word, query, knowledge, synonyms);
    }
  }
}

/** @param {string} word @param {Query} query @param {Knowledge} knowledge @param {boolean} synonyms */
function addWord(word, query, { language, lexicon, count }, synonyms) {
  const joined = word.length > 2 && /^[\u4e00-\u9fff]/u.test(word) && !lexicon.has(word);
  const others = synonyms ? (language.synonyms.get(word) ?? []) : [];
  if (others.length) query.synonyms.push({ from: word, to: others.map(({ text, shown }) => shown ?? text) });
  const single = word.length === 1 && others.length === 0;
  const weight = (language.weak.get(word) ?? 1) * (single ? SINGLE : 1);
  const official = count(word) >= OFFICIAL;
  /** @type {Variant[]} */
  const variants = [
    { text: word, weight: 1 },
    ...others.map((other) => ({ ...other, weight: other.weight * (official ? BESIDE : 1) })),
  ];
  for (const variant of variants) {
    const apart = language.apart.get(variant.text)?.filter((longer) => !query.literal.includes(longer));
    if (apart?.length) variant.apart = apart;
  }
  if (joined)
    for (let at = 0; at + 2 < word.length + 1; at++) variants.push({ text: word.slice(at, at + 2), weight: 0.6 });
  const twin = query.concepts.find((concept) => concept.kind === "word" && related(concept.variants, variants));
  if (twin) {
    twin.variants.push(...variants.filter(({ text }) => !twin.variants.some((variant) => variant.text === text)));
    twin.weight = Math.max(twin.weight, weight) * TWIN;
    return;
  }
  const shell =
    language.asks.has(word) || language.weak.has(word) || language.benefits.has(word) || language.roles.has(word);
  query.concepts.push({ label: word, variants, weight, kind: language.isUnit(word) ? "unit" : "word", shell });
}

/**
 * Phrases of the tables whose two halves were typed apart: 老师 … 开公司.
 * @param {Query} query @param {Language} language
 */
function takeCompounds(query, { synonyms, compounds }) {
  const labels = query.concepts.map(({ label }) => label);
  for (const [at, first] of labels.entries())
    for (const second of labels.slice(at + 1)) {
      const whole = (compounds.get(first) ?? compounds.get(first.slice(-2)))?.get(second);
      if (!whole || labels.includes(whole)) continue;
      const variants = (synonyms.get(whole) ?? []).map((variant) => ({ ...variant, weight: variant.weight * APART }));
      query.concepts.push({ label: whole, variants, weight: APART, kind: "word", shell: true });
      query.synonyms.push({ from: whole, to: variants.map(({ text, shown }) => shown ?? text) });
    }
}

/**
 * Whether two words mean so nearly the same that they count once (大学生 毕业).
 * @param {Variant[]} left @param {Variant[]} right
 */
function related(left, right) {
  const heavy = new Set(left.filter(({ weight }) => weight >= 0.8).map(({ text }) => text));
  return right.some(({ text, weight }) => weight >= 0.8 && heavy.has(text));
}

// The sentence that answers, and the words in it that were asked for.

import { answers, stands } from "./asks.js";
import { fold, squeeze } from "./fold.js";

/** @import {Query} from "./types.js" */

const LONGEST = 120; // characters of a snippet
const OFFICE = 0.2; // weight of a unit: which task is its is the answer, not the line that lists the units

/**
 * Spans of `text` that hold words of the query: whole words, the longer ones first; single characters only
 * where the query has nothing longer.
 * @param {string} text as printed @param {Query} query
 * @returns {[number, number][]}
 */
export function spansOf(text, query) {
  const { plain, places } = squeezed(text);
  const words = wordsOf(query);
  const taken = new Uint8Array(plain.length);
  for (const word of words) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      if (/^\d/u.test(word) && /[\d.]/u.test(plain.charAt(at - 1))) continue;
      if (/^[a-z]/u.test(word) && /[a-z]/u.test(plain.charAt(at - 1) + plain.charAt(at + word.length))) continue;
      taken.fill(1, at, at + word.length);
    }
  }
  /** @type {[number, number][]} */
  const spans = [];
  for (let at = 0; at < plain.length; at++) {
    if (!taken[at]) continue;
    const start = /** @type {number} */ (places[at]);
    while (at + 1 < plain.length && taken[at + 1]) at++;
    spans.push([start, /** @type {number} */ (places[at]) + 1]);
  }
  return spans;
}

/** @param {Query} query */
function wordsOf(query) {
  const all = new Set(query.phrases);
  if (query.literal.length > 1) all.add(query.literal);
  for (const concept of query.concepts) {
    for (const { text, weight } of concept.variants) if (weight >= 0.4) all.add(text);
    if (concept.kind === "unit" && /^[市省区县]/u.test(concept.label)) all.add(concept.label.slice(1)); // 市财政局、科技局
  }
  const words = [...all].sort((a, b) => b.length - a.length);
  const longer = words.filter((word) => word.length > 1);
  return longer.length ? longer : words;
}

/** Folded text without white space, and where each of its characters stood. @param {string} text */
function squeezed(text) {
  const folded = fold(text);
  /** @type {number[]} */
  const places = [];
  for (let at = 0; at < folded.length; at++) if (!/\s/u.test(folded.charAt(at))) places.push(at);
  return { plain: squeeze(folded), places };
}

/**
 * The sentence (or row of a table) with most of the query in it, cut to a readable length, and its marked spans.
 * A sentence that only repeats the heading answers nothing.
 * @param {string} text @param {Query} query @param {string} [heading]
 * @returns {{text: string, spans: [number, number][]}}
 */
export function snippetOf(text, query, heading = "") {
  const title = squeeze(fold(heading));
  let best = { score: -1, text: "", spans: /** @type {[number, number][]} */ ([]) };
  const weights = query.concepts.map((concept) => ({
    concept,
    weight: concept.worth ?? concept.weight * Math.min(1, concept.label.length / 2),
  }));
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  for (const raw of text.split(/(?<=[。；！？])|\n/u)) {
    const sentence = raw.trim().replace(/\t+/gu, " ｜ ");
    if (!sentence) continue;
    const plain = squeeze(fold(sentence));
    let score = query.literal.length > 1 && plain.includes(query.literal) ? 5 * all + 1 : 0;
    for (const phrase of query.phrases) if (plain.includes(phrase)) score += 5 * all + 1;
    for (const { concept, weight } of weights) {
      let strength = 0;
      for (const variant of concept.variants)
        if (variant.weight > strength && stands(plain, variant)) strength = variant.weight;
      if (!strength && concept.kind === "unit" && plain.includes(concept.label.slice(1))) strength = 0.9;
      score += weight * strength * (concept.kind === "unit" ? OFFICE : 1);
    }
    score *= 1 + (answers(query, plain) ? 0.3 : 0) + (query.sum?.test(plain) ? 0.3 : 0);
    if (title && plain.endsWith(`${title}.`) && plain.length < title.length + 8) score = score * 0.05 - 0.5; // shown only where there is nothing else
    if (score > best.score) best = { score, text: sentence, spans: spansOf(sentence, query) };
  }
  return shorten(best.text, best.spans);
}

/** @param {string} text @param {[number, number][]} spans */
function shorten(text, spans) {
  if (text.length <= LONGEST) return { text, spans };
  let [from, most] = [0, -1];
  for (const [start] of spans) {
    const begin = Math.max(0, Math.min(start - 12, text.length - LONGEST));
    const held = spans.filter(([a, b]) => a >= begin && b <= begin + LONGEST).reduce((sum, [a, b]) => sum + b - a, 0);
    if (held > most) [from, most] = [begin, held];
  }
  const comma = text.slice(Math.max(0, from - 15), from + 12).search(/[，：、；,]/u);
  if (from > 0 && comma >= 0 && Math.max(0, from - 15) + comma < (spans[0]?.[0] ?? 0))
    from = Math.max(0, from - 15) + comma + 1;
  const to = Math.min(text.length, from + LONGEST);
  const lead = from > 0 ? "…" : "";
  const kept = /** @type {[number, number][]} */ (
    spans.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a - from + lead.length, b - from + lead.length])
  );
  return { text: lead + text.slice(from, to) + (to < text.length ? "…" : ""), spans: kept };
}

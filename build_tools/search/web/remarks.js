// What a reader must know before trusting the results: words that the texts do not hold, and that no sentence holds all.

/** @import {Answer} from "./engine.js" */
/** @import {Concept} from "./types.js" */

const LIKE = 0.8; // from this weight on a word says the same as the one typed
const APART = 0.7; // of the query, in one sentence: with less it is said nowhere in one breath
const FIRST = 3; // hits that are looked at
const MOST = 3; // words told of one kind

/**
 * @param {Answer} answer @param {(word: string) => number} count how often a word stands in the corpus
 * @returns {string[]}
 */
export function remarksOf({ query, hits }, count) {
  if (!hits.length || query.place.length || query.corrections.length) return [];
  const remarks = query.cut ? ["写得太长，只按开头的一段找。"] : [];
  const typed = query.concepts.filter(({ kind, label, shell }) => kind === "word" && !shell && label.length > 1);
  if (query.unheard.length && query.concepts.some(({ label }) => !query.unheard.includes(label)))
    remarks.push(`文件里没有写到${quoted(query.unheard)}，下面是与其余字词有关的条款。`);
  const faint = typed.filter((concept) => !query.unheard.includes(concept.label) && like(concept, count) < LIKE);
  for (const { label, variants } of faint.slice(0, MOST)) {
    const near = variants.filter(({ text }) => count(text) > 0).sort((a, b) => b.weight - a.weight);
    if (near.length)
      remarks.push(
        `文件里没有写到“${label}”，下面按相近的${quoted(near.slice(0, MOST).map(({ text, shown }) => shown ?? text))}找。`,
      );
  }
  const elsewhere = query.documents.length || query.concepts.some(({ kind }) => kind === "unit"); // told by the clause's facts, not by its sentences
  const close = Math.max(...hits.slice(0, FIRST).map((hit) => (hit.literal ? 1 : hit.close)));
  if (!remarks.length && !elsewhere && typed.length && close < APART)
    remarks.push("没有哪一句同时写到所问的几个意思，下面的条款只写到其中一部分。");
  return remarks;
}

/** How well the corpus says what a word means: 1 where it holds the word. @param {Concept} concept @param {(word: string) => number} count */
function like({ variants }, count) {
  return Math.max(0, ...variants.filter(({ text }) => count(text) > 0).map(({ weight }) => weight));
}

/** @param {string[]} words */
function quoted(words) {
  return words.map((word) => `“${word}”`).join("");
}

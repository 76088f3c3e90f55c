// What a sentence must hold: the words asked for, and an answer of a kind: a sum, a date, an office, a condition, a share, a text it rests on.

/** @import {Query, Variant} from "./types.js" */

/** Whether a sentence holds an answer of a kind that the query asks for. @param {Query} query @param {string} sentence folded, without white space */
export function answers(query, sentence) {
  return query.answers.some((pattern) => pattern.test(sentence));
}

/** Sentences and clauses between semicolons of folded text; the point of 2.5 ends none. @param {string} text */
export function sentencesOf(text) {
  return text.split(/\.(?!\d)|[;!?]/u);
}

/** Whether a word stands in a sentence, and not only in longer words that mean something else. @param {string} sentence @param {Variant} variant */
export function stands(sentence, { text, apart }) {
  if (!sentence.includes(text)) return false;
  return !apart || apart.reduce((left, longer) => left.replaceAll(longer, " "), sentence).includes(text);
}

// Units as people name them: 市水利局 and 水利局 are 郑州市水利局, and so is what the tables give for an alias.

/** @import {Concept} from "./types.js" */

const SURE = 0.9; // weight of a word that names the unit itself

/** @param {Concept} concept @param {string} unit canonical name */
export function names({ variants }, unit) {
  return variants.some(({ text, weight }) => weight >= SURE && (unit.endsWith(text) || text.endsWith(unit)));
}

// Loaded clauses, laid out for scanning: one long string a chunk, with the bounds of its fields.

import { fold, squeeze } from "./fold.js";

/** @import {Clause, Doc} from "./types.js" */

export const HEAD = 0;
export const BODY = 1;
export const ABOVE = 2;
export const TITLE = 3;
export const UNITS = 4;
export const FIELDS = 5;

/** One chunk of clauses. */
export class Chunk {
  /** @param {Clause[]} clauses @param {(document: number) => Doc} docOf */
  constructor(clauses, docOf) {
    this.clauses = clauses;
    /** @type {string[]} */
    const parts = [];
    let at = 0;
    /** Where each field of each clause begins; FIELDS numbers a clause, then the end. */
    this.bounds = new Int32Array(clauses.length * FIELDS + 1);
    clauses.forEach((clause, index) => {
      const fields = [
        clause.heading,
        clause.text,
        clause.above.join("\u0001"),
        docOf(clause.document).title,
        clause.units.map((unit) => unit.name).join("\u0001"),
      ];
      fields.forEach((field, number) => {
        this.bounds[index * FIELDS + number] = at;
        const plain = `${squeeze(fold(field))}\u0000`;
        parts.push(plain);
        at += plain.length;
      });
    });
    this.bounds[clauses.length * FIELDS] = at;
    this.all = parts.join("");
  }

  /** @param {number} index @param {number} field */
  field(index, field) {
    const at = index * FIELDS + field;
    return this.all.slice(this.bounds[at], /** @type {number} */ (this.bounds[at + 1]) - 1);
  }
}

const DIGIT = /[\d.]/u;
const LETTER = /[a-z]/u;

/**
 * Calls `found(slot)` for each place where `word` stands in the chunk; slot / FIELDS is the clause, slot % FIELDS the
 * field. Figures and Latin words count only whole: 500万 does not stand in 1500万元.
 * @param {Chunk} chunk @param {string} word @param {(slot: number, at: number) => void} found
 * @param {boolean} [anywhere] letter for letter, within figures and words too
 */
export function scan(chunk, word, found, anywhere = false) {
  if (anywhere) return scanAll(chunk, word, null, null, found);
  const first = DIGIT.test(word.charAt(0)) ? DIGIT : LETTER.test(word.charAt(0)) ? LETTER : null;
  const last = /\d/u.test(word.charAt(word.length - 1))
    ? /[\d]/u
    : LETTER.test(word.charAt(word.length - 1))
      ? LETTER
      : null;
  scanAll(chunk, word, first, last, found);
}

/**
 * @param {Chunk} chunk @param {string} word @param {RegExp | null} first @param {RegExp | null} last what may not stand before, behind
 * @param {(slot: number, at: number) => void} found
 */
function scanAll({ all, bounds }, word, first, last, found) {
  let slot = 0;
  for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, at + 1)) {
    if (first?.test(all.charAt(at - 1)) || last?.test(all.charAt(at + word.length))) continue;
    while (/** @type {number} */ (bounds[slot + 1]) <= at) slot++;
    found(slot, at);
  }
}

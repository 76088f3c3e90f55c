// The word tables of structured/search/, as the index carries them.

import { fold } from "./fold.js";

/** @import {Variant} from "./types.js" */

/**
 * @typedef {object} Tables
 * @property {string[]} fillers
 * @property {[number, string[]][]} weak
 * @property {string[]} benefits
 * @property {[string[], string[]][]} roles       words, role codes
 * @property {[string[], string][]} asks          words, what kind of answer they ask for
 * @property {[string, string[]][]} apart         word, longer words in which it stands for something else
 * @property {[number, string[]][]} subjects      how words for those who are entitled or obliged end, and how surely they are whom a query asks about
 * @property {[string, string][]} answers         kind of answer, pattern of a sentence that holds one
 * @property {string[]} introductory              words in headings of sections that name everything and answer nothing
 * @property {string[]} lists                     words that ask for a whole list
 * @property {string[]} endings                   how the names of units end
 * @property {string[]} plain                     words of the tables that end so and name no unit
 * @property {string} synonyms  those that every search needs (said.py): rows `say,say|mean,mean`, behind each mean its weight (A 0, U 1), parted by ;
 */

export class Language {
  /** @param {Tables} tables */
  constructor(tables) {
    this.fillers = new Set(tables.fillers);
    this.benefits = new Set(tables.benefits);
    /** @type {Map<string, number>} */
    this.subjects = new Map();
    for (const [sure, words] of tables.subjects) for (const word of words) this.subjects.set(word, sure);
    this.endings = tables.endings;
    this.introductory = tables.introductory;
    this.lists = tables.lists;
    this.answers = new Map(tables.answers.map(([kind, pattern]) => [kind, new RegExp(pattern, "u")]));
    /** @type {Map<string, number>} */
    this.weak = new Map();
    for (const [weight, words] of tables.weak) for (const word of words) this.weak.set(word, weight);
    /** @type {Map<string, string[]>} */
    this.roles = new Map();
    for (const [words, roles] of tables.roles) for (const word of words) this.roles.set(word, roles);
    this.apart = new Map(tables.apart);
    /** @type {Map<string, string>} */
    this.asks = new Map();
    for (const [words, kind] of tables.asks) for (const word of words) this.asks.set(word, kind);
    /** @type {Map<string, Variant[]>} */
    this.synonyms = new Map();
    /** @type {Map<string, Map<string, string>> | null} */
    this.joined = null;
    this.plain = new Set(tables.plain);
    this.addSynonyms(tables.synonyms);
  }

  /** @param {string} rows as in Tables @returns {string[]} the words said */
  addSynonyms(rows) {
    /** @type {string[]} */
    const added = [];
    this.joined = null;
    for (const line of rows ? rows.split(";") : []) {
      const [say, mean] = line.split("|").map((half) => half.split(","));
      const variants = (mean ?? []).map((marked) => {
        const shown = marked.slice(0, -1);
        return { text: fold(shown), shown, weight: (marked.charCodeAt(marked.length - 1) - 65) / 20 };
      });
      for (const word of (say ?? []).map(fold)) {
        added.push(word);
        const own = variants.filter((variant) => variant.text !== word);
        this.synonyms.set(word, [...(this.synonyms.get(word) ?? []), ...own]);
      }
    }
    return added;
  }

  /** Phrases made of two words that have synonyms of their own: first → second → phrase. */
  get compounds() {
    if (!this.joined) {
      this.joined = new Map();
      for (const word of this.synonyms.keys())
        for (let at = 1; at < word.length; at++) {
          const [first, second] = [word.slice(0, at), word.slice(at)];
          if (!this.synonyms.has(first) || !this.synonyms.has(second)) continue;
          const seconds = this.joined.get(first);
          if (seconds) seconds.set(second, word);
          else this.joined.set(first, new Map([[second, word]]));
        }
    }
    return this.joined;
  }

  /** @param {string} word */
  isUnit(word) {
    return word.length > 2 && !this.plain.has(word) && this.endings.some((ending) => word.endsWith(ending));
  }

  /** How surely a word names whom a query asks about; 企业 alone names nobody. @param {string} word */
  subject(word) {
    let sure = 0;
    if (!this.weak.has(word))
      for (const [ending, own] of this.subjects) if (own > sure && word.endsWith(ending)) sure = own;
    return sure;
  }

  /** Every word that a query must be able to hold as one. */
  *words() {
    yield* this.fillers;
    yield* this.benefits;
    yield* this.roles.keys();
    yield* this.asks.keys();
    yield* this.weak.keys();
    yield* this.synonyms.keys();
  }
}

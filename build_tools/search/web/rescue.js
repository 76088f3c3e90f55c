// What the rescue file of the index holds: traditional characters, and how every character and word sounds.

import { fold } from "./fold.js";
import { doubtful } from "./mend.js";

/** @import {Lexicon} from "./cut.js" */
/** @import {Known} from "./mend.js" */

const MEANT = 2; // words that initials are taken for
const HAN_RUN = /[\u4e00-\u9fd5]+/gu;

/** @param {Map<string, string[]>} table @param {string} key @param {string} word */
function put(table, key, word) {
  const words = table.get(key);
  if (words) words.push(word);
  else table.set(key, [word]);
}

/** The table of pinyin and traditional characters. */
export class Rescue {
  /**
   * @param {{traditional: string, syllables: string}} data unpacked
   * @param {Lexicon} lexicon of the corpus
   */
  constructor(data, lexicon) {
    /** @type {Map<string, string>} */
    this.simple = new Map();
    for (let at = 0; at + 1 < data.traditional.length; at += 2)
      this.simple.set(data.traditional.charAt(at), data.traditional.charAt(at + 1));
    /** @type {Map<string, string[]>} readings of a character */
    this.readings = new Map();
    /** @type {Map<string, string>} characters of a reading */
    this.chars = new Map();
    for (const group of data.syllables.split(" ")) {
      const reading = /^[a-z]+/u.exec(group)?.[0] ?? "";
      const chars = group.slice(reading.length);
      this.chars.set(reading, chars);
      for (const char of chars) this.readings.set(char, [...(this.readings.get(char) ?? []), reading]);
    }
    this.lexicon = lexicon;
    this.heard = 0; // how many words of the lexicon `spelled` holds, `placed` holds
    this.seen = 0;
    /** @type {Map<string, string[]>} */
    this.spelled = new Map();
    /** Words by their first character, and by their second behind a blank. @type {Map<string, string[]>} */
    this.placed = new Map();
  }

  /** Words that the lexicon has won since it had `known`. @param {number} known */
  *#since(known) {
    let at = 0;
    for (const word of this.lexicon.costs.keys()) if (at++ >= known) yield word;
  }

  /** Words by their pinyin. */
  #sounds() {
    const { size } = this.lexicon.costs;
    if (this.heard < size)
      for (const word of this.#since(this.heard)) {
        let spellings = [""];
        for (const char of word) {
          const readings = this.readings.get(char) ?? [];
          spellings = spellings.flatMap((start) => readings.map((reading) => start + reading)).slice(0, 12);
        }
        for (const spelling of spellings) put(this.spelled, spelling, word);
      }
    this.heard = size;
    return this.spelled;
  }

  /** Words by their characters. */
  #places() {
    const { size } = this.lexicon.costs;
    if (this.seen < size)
      for (const word of this.#since(this.seen)) {
        if (word.length < 3) continue;
        put(this.placed, word.charAt(0), word);
        put(this.placed, ` ${word.charAt(1)}`, word);
      }
    this.seen = size;
    return this.placed;
  }

  /** Characters that sound like `char`. @param {string} char */
  homophones(char) {
    const found = new Set((this.readings.get(char) ?? []).flatMap((reading) => [...(this.chars.get(reading) ?? "")]));
    found.delete(char);
    return found;
  }

  /** Words of the lexicon that are spelled so. @param {string} spelling */
  words(spelling) {
    return this.#sounds().get(spelling) ?? [];
  }

  /** Words of the lexicon whose characters sound with these letters at their beginning; those in most use first. @param {string} letters */
  initialled(letters) {
    if (letters.length < 3) return [];
    return [...this.lexicon.costs.keys()]
      .filter(
        (word) =>
          word.length === letters.length &&
          [...word].every((char, at) =>
            this.readings.get(char)?.some((reading) => reading.charAt(0) === letters.charAt(at)),
          ),
      )
      .sort((a, b) => (this.lexicon.cost(a) ?? 0) - (this.lexicon.cost(b) ?? 0));
  }

  /**
   * The words that are most often meant by these initials, all of which must be looked for: gjj → 公积金, 国家级.
   * @param {string} letters @param {(word: string) => number} count
   */
  initials(letters, count) {
    const held = this.initialled(letters)
      .map((word) => ({ word, times: count(word) }))
      .filter(({ times }) => times > 1);
    return held.length
      ? held
          .sort((a, b) => b.times - a.times)
          .slice(0, MEANT)
          .map(({ word }) => word)
      : null;
  }

  /** Words of three characters and more that could be meant where `first` and `second` stand. @param {string} first @param {string} second */
  similar(first, second) {
    const placed = this.#places();
    return [...(placed.get(first) ?? []), ...(placed.get(` ${second}`) ?? [])];
  }

  /**
   * How the words sound that `raw` may mean: what must be fetched of a large corpus before it is corrected.
   * @param {string} raw @param {Known} known
   */
  sounds(raw, known) {
    /** @type {Set<string>} */
    const sounds = new Set();
    const text = [...fold(raw)]
      .map((char) => (known.lexicon.has(char) ? char : (this.simple.get(char) ?? char)))
      .join("");
    for (const [letters] of text.matchAll(/[a-z]+/gu))
      for (const syllable of this.#syllablesOf(letters)) sounds.add(syllable);
    for (const [run] of text.matchAll(HAN_RUN))
      for (const place of doubtful(run, known))
        for (const char of run.slice(Math.max(0, place - 3), place + 1)) sounds.add(this.readings.get(char)?.[0] ?? "");
    sounds.delete("");
    return sounds;
  }

  /** Syllables that stand somewhere in a way to spell all of `letters`. @param {string} letters */
  #syllablesOf(letters) {
    const reach = (/** @type {boolean} */ forth) => {
      const ok = new Set([forth ? 0 : letters.length]);
      for (let step = 0; step <= letters.length; step++) {
        const at = forth ? step : letters.length - step;
        if (!ok.has(at)) continue;
        for (let size = 1; size <= 6; size++) {
          const [from, to] = forth ? [at, at + size] : [at - size, at];
          if (from >= 0 && to <= letters.length && this.chars.has(letters.slice(from, to))) ok.add(forth ? to : from);
        }
      }
      return ok;
    };
    const [forth, back] = [reach(true), reach(false)];
    const found = [];
    for (const from of forth)
      for (let to = from + 1; to <= Math.min(letters.length, from + 6); to++)
        if (back.has(to) && this.chars.has(letters.slice(from, to))) found.push(letters.slice(from, to));
    return found;
  }
}

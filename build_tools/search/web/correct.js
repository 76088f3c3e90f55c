// Queries that the corpus does not hold as typed: traditional characters, pinyin, one wrong character.

import { fold } from "./fold.js";
import { chineseNumber } from "./numbers.js";

/** @import {Lexicon} from "./cut.js" */
/** @import {Language} from "./language.js" */

const HAN = /[\u4e00-\u9fd5]/u;
const SHORT = 6; // characters of a run in which a word of two may be mended by itself; in a longer one its neighbours must fit
const HAN_RUN = /[\u4e00-\u9fd5]+/gu;
const LATIN_RUN = /[a-z]+(?:[\s'’]+[a-z]+)*/gu;

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
    for (let at = 0; at + 1 < data.traditional.length; at += 2) this.simple.set(data.traditional.charAt(at), data.traditional.charAt(at + 1));
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

  /**
   * The word that is most often meant by its initials: gjj → 公积金.
   * @param {string} letters @param {(word: string) => number} count @param {Map<string, string[]>} also
   */
  initials(letters, count, also) {
    if (!/^[a-z]{3,5}$/u.test(letters)) return null;
    const held = [...this.lexicon.costs.keys()]
      .filter((word) => word.length === letters.length && [...word].every((char, at) => this.readings.get(char)?.some((reading) => reading.charAt(0) === letters.charAt(at))))
      .map((word) => ({ word, times: count(word) }))
      .filter(({ times }) => times > 1)
      .sort((a, b) => b.times - a.times);
    const first = held[0]?.word;
    if (!first) return null;
    if (held.length > 1) also.set(first, held.slice(1, 3).map(({ word }) => word));
    return [first];
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
    const text = [...fold(raw)].map((char) => (known.lexicon.has(char) ? char : (this.simple.get(char) ?? char))).join("");
    for (const [letters] of text.matchAll(/[a-z]+/gu)) for (const syllable of this.#syllablesOf(letters)) sounds.add(syllable);
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

/**
 * @typedef {object} Known
 * @property {Lexicon} lexicon
 * @property {Language} language
 * @property {(text: string) => number} count how often a string stands in the corpus
 * @property {(two: string) => boolean} pair whether two characters stand side by side in it
 */

/** A share in words is a figure and no slip for 分支. @param {string} text */
function shares(text) {
  return text.replace(/百分之([一二三四五六七八九十百]+)/gu, (words, digits) => {
    const value = chineseNumber(digits);
    return value === null ? words : `${value}%`;
  });
}

/**
 * Whether a query needs the rescue table: it has an unknown character, Latin letters that stand nowhere,
 * or single characters that form no word.
 * @param {string} raw @param {Known} known
 */
export function needsRescue(raw, known) {
  const text = fold(shares(raw));
  for (const char of text) if (HAN.test(char) && !known.lexicon.has(char)) return true;
  for (const match of text.matchAll(/[a-z]{2,}/gu)) if (known.count(match[0]) === 0) return true;
  return [...text.matchAll(HAN_RUN)].some((match) => doubtful(match[0], known).length > 0);
}

/**
 * @param {string} raw @param {Known} known @param {Rescue} rescue
 * @returns {{text: string, corrections: {from: string, to: string[], how: "typo"|"pinyin"|"traditional"}[], also: Map<string, string[]>}}
 */
export function correct(raw, known, rescue) {
  raw = shares(raw);
  /** @type {{from: string, to: string[], how: "typo"|"pinyin"|"traditional"}[]} */
  const corrections = [];
  /** @type {Map<string, string[]>} */
  const also = new Map();
  let text = "";
  for (const char of raw) text += HAN.test(char) && !known.lexicon.has(char) ? (rescue.simple.get(char) ?? char) : char;
  if (text !== raw) corrections.push({ from: raw, to: [text], how: "traditional" });
  text = text.replace(/[\uff41-\uff5a\uff21-\uff3a]/gu, (char) => fold(char)).replace(/[A-Z]/gu, (char) => char.toLowerCase());
  text = text.replace(LATIN_RUN, (letters) => {
    if (letters.split(/[\s'’]+/u).some((part) => known.count(part) > 0)) return letters;
    const words = spell(letters, known, rescue, also) ?? rescue.initials(letters, known.count, also);
    if (!words) return letters;
    corrections.push({ from: letters, to: words, how: "pinyin" });
    return words.join(" ");
  });
  text = text.replace(HAN_RUN, (run) => {
    const fixed = mend(run, known, rescue);
    if (fixed !== run) corrections.push({ from: run, to: [fixed], how: "typo" });
    return fixed;
  });
  return { text, corrections, also };
}

/**
 * Words that are spelled so, the cheapest chain of them; the others that sound alike go into `also`.
 * @param {string} letters @param {Known} known @param {Rescue} rescue @param {Map<string, string[]>} also
 */
function spell(letters, known, rescue, also) {
  const text = letters.replace(/[^a-z]/gu, "");
  if (text.length < 2 || text.length > 60) return null;
  /** @type {({cost: number, start: number, words: string[]} | null)[]} */
  const best = [{ cost: 0, start: 0, words: [] }];
  for (let end = 1; end <= text.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 36); start < end; start++) {
      const before = best[start];
      if (!before) continue;
      const held = rescue.words(text.slice(start, end))
        .map((word) => ({ word, count: known.count(word) }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count)
        .slice(0, 3)
        .map(({ word }) => word);
      if (!held[0]) continue;
      const cost = before.cost + (known.lexicon.cost(held[0]) ?? 62) + (held[0].length > 1 ? 20 : 60);
      const now = best[end];
      if (!now || cost < now.cost) best[end] = { cost, start, words: held };
    }
  }
  const words = [];
  for (let end = text.length; end > 0; ) {
    const step = best[end];
    const first = step?.words[0];
    if (!step || !first) return null;
    words.unshift(first);
    if (step.words.length > 1) also.set(first, step.words.slice(1));
    end = step.start;
  }
  for (let at = words.length - 1; at > 0; at--) {
    const joined = `${words[at - 1]}${words[at]}`;
    if (known.count(joined) > 0) words.splice(at - 1, 2, joined);
  }
  return words;
}

/**
 * Places of single characters that belong to no word: unknown, or in no pair that the corpus holds.
 * @param {string} run @param {Known} known
 */
function doubtful(run, { lexicon, language, count }) {
  /** @type {number[]} */
  const places = [];
  const words = lexicon.cut(run);
  let at = 0;
  words.forEach((word, index) => {
    if (word.length === 1) {
      const before = words[index - 1];
      const after = words[index + 1];
      const alone = !before && !after;
      const paired =
        (before !== undefined && count(run.slice(at - 1, at + 1)) > 0) || (after !== undefined && count(run.slice(at, at + 2)) > 0);
      if (!alone && !paired && !language.synonyms.has(word) && (!language.fillers.has(word) || !lexicon.has(word))) places.push(at);
    }
    at += word.length;
  });
  return places;
}

/**
 * The run with its doubtful characters changed, where one change makes a word of the corpus.
 * @param {string} run @param {Known} known @param {Rescue} rescue
 */
function mend(run, known, rescue) {
  const { lexicon, count } = known;
  for (let round = 0; round < 3; round++) {
    const singles = new Set(singlesOf(run, lexicon));
    /** @type {{score: number, text: string} | null} */
    let best = null;
    const propose = (/** @type {number} */ score, /** @type {string} */ text) => {
      if (!best || score > best.score) best = { score, text };
    };
    for (const doubt of doubtful(run, known)) {
      for (const place of [doubt, doubt - 1, doubt + 1]) {
        const wrong = run.charAt(place);
        if (!wrong || !singles.has(place)) continue;
        const filler = known.language.fillers.has(wrong);
        for (const char of rescue.homophones(wrong)) {
          const text = run.slice(0, place) + char + run.slice(place + 1);
          const left = place > 0 && known.pair(text.slice(place - 1, place + 1));
          const right = place + 1 < run.length && known.pair(text.slice(place, place + 2));
          if (!left && !right) continue;
          for (let size = 2; size <= 6; size++) {
            for (let start = Math.max(0, place - size + 1); start <= Math.min(place, run.length - size); start++) {
              if (doubt < start || doubt >= start + size || (start < place && !left) || (start + size > place + 1 && !right)) continue;
              if (size === 2 && !(singles.has(start) && singles.has(start + 1))) continue; // 建实验室: 坚实 would tear 实验室 apart
              const word = text.slice(start, start + size);
              if (size > 2 && (run.length > 5 || !lexicon.has(word)) && standsAlone(word, place - start, lexicon)) continue; // 带学生 is no slip for 大学生
              const sure = size > 2 ? lexicon.has(word) || !filler : lexicon.has(word) && (run.length <= SHORT || !lexicon.has(wrong) || fits(text, start, count));
              if (sure && count(word) > 0) propose(size * 10 + (lexicon.has(word) ? 5 : 0) + Math.log(count(word)), text);
              else if (size === 2 && !filler && (run.length <= SHORT || !lexicon.has(wrong)) && count(word) > 1 && fits(text, start, count)) propose(14 + Math.log(count(word)), text);
            }
          }
        }
      }
      for (let start = Math.max(0, doubt - 7); start <= doubt; start++) {
        for (const word of rescue.similar(run.charAt(start), run.charAt(start + 1))) {
          if (word.length > 8 || start + word.length > run.length || doubt >= start + word.length) continue;
          const wrong = differsAt(run.slice(start, start + word.length), word);
          if (wrong === null || (word.length === 3 && ![0, 1, 2].every((offset) => singles.has(start + offset)))) continue;
          if ((word.length < 4 && known.language.fillers.has(run.charAt(start + wrong))) || standsAlone(word, wrong, lexicon)) continue;
          if (singles.has(start + wrong) && count(word) > 0) propose(word.length * 10 - 8, run.slice(0, start) + word + run.slice(start + word.length));
        }
      }
    }
    if (!best) return run;
    run = /** @type {{text: string}} */ (best).text;
  }
  return run;
}

/**
 * Whether what is right of a word is a word by itself: 地下水抽 is no slip for 地下水位, nor 建实验室 for 省实验室.
 * @param {string} word @param {number} wrong place of the character that differs @param {Lexicon} lexicon
 */
function standsAlone(word, wrong, lexicon) {
  return (wrong === 0 && lexicon.has(word.slice(1))) || (wrong === word.length - 1 && lexicon.has(word.slice(0, -1)));
}

/** Whether the corpus holds the pair at `start` together with a neighbour of it. @param {string} text @param {number} start @param {(text: string) => number} count */
function fits(text, start, count) {
  const [before, after] = [text.slice(Math.max(0, start - 1), start + 2), text.slice(start, start + 3)];
  return (before.length === 3 && count(before) > 0) || (after.length === 3 && count(after) > 0);
}

/** @param {string} run @param {Lexicon} lexicon */
function singlesOf(run, lexicon) {
  const places = [];
  let at = 0;
  for (const word of lexicon.cut(run)) {
    if (word.length === 1) places.push(at);
    at += word.length;
  }
  return places;
}

/** Where two strings of one length differ, if at one place only. @param {string} a @param {string} b */
function differsAt(a, b) {
  let place = null;
  for (let at = 0; at < a.length; at++) {
    if (a.charCodeAt(at) === b.charCodeAt(at)) continue;
    if (place !== null) return null;
    place = at;
  }
  return place;
}

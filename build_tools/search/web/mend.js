// One wrong character: where it stands, and what was meant.

/** @import {Lexicon} from "./cut.js" */
/** @import {Language} from "./language.js" */
/** @import {Rescue} from "./rescue.js" */

const NUMERAL = /[零〇一二两三四五六七八九十百千万亿]/u; // whoever types a figure means it: none is changed
const LITTLE = /[点些下个了着过]/u; // what people put between a verb and its object is no slip: 办点事
const PHRASE = 4; // characters of a run that is a phrase
const SHORT = 6; // characters of a run in which a word of two may be mended by itself; in a longer one its neighbours must fit

/**
 * @typedef {object} Known
 * @property {Lexicon} lexicon
 * @property {Language} language
 * @property {(text: string) => number} count how often a string stands in the corpus
 * @property {(two: string) => boolean} pair whether two characters stand side by side in it
 */

/**
 * Places of single characters that belong to no word: unknown, or in no pair that the corpus holds.
 * @param {string} run @param {Known} known
 */
export function doubtful(run, { lexicon, language, count }) {
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
 * Whether a short run that stands nowhere has a character that is no word in it: one slip may have hidden a phrase of the corpus.
 * @param {string} run @param {Known} known
 */
export function unsaid(run, known) {
  return run.length >= PHRASE && run.length <= SHORT && known.count(run) === 0 && strays(run, known).length > 0;
}

/** Places of single characters that are neither little words nor known by themselves. @param {string} run @param {Known} known */
function strays(run, { lexicon, language }) {
  return singlesOf(run, lexicon).filter((at) => !language.fillers.has(run.charAt(at)) && !language.synonyms.has(run.charAt(at)));
}

/**
 * The phrase of the corpus that sounds like the whole run and differs in one character; null: there is none.
 * @param {string} run @param {Known} known @param {Rescue} rescue
 */
function alike(run, known, rescue) {
  let [most, found] = [0, /** @type {string | null} */ (null)];
  for (const place of strays(run, known)) {
    if (NUMERAL.test(run.charAt(place))) continue;
    for (const char of rescue.homophones(run.charAt(place))) {
      const text = run.slice(0, place) + char + run.slice(place + 1);
      const times = known.count(text);
      if (times > most) [most, found] = [times, text];
    }
  }
  return found;
}

/**
 * The run with its doubtful characters changed, where one change makes a word of the corpus.
 * @param {string} run @param {Known} known @param {Rescue} rescue
 */
export function mend(run, known, rescue) {
  const { lexicon, count } = known;
  if (unsaid(run, known)) {
    const phrase = alike(run, known, rescue);
    if (phrase) return phrase;
  }
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
        if (!wrong || !singles.has(place) || NUMERAL.test(wrong)) continue;
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
          if (NUMERAL.test(run.charAt(start + wrong)) || LITTLE.test(run.charAt(start + wrong))) continue;
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

// One wrong character: where it stands, and what was meant.

/** @import {Lexicon} from "./cut.js" */
/** @import {Language} from "./language.js" */
/** @import {Rescue} from "./rescue.js" */

const NUMERAL = /[零〇一二两三四五六七八九十百千万亿]/u; // whoever types a figure means it: none is changed
const LITTLE = /[点些下个了着过]/u; // what people put between a verb and its object is no slip: 办点事
const ROUNDS = 3; // changes of one run
const LONGEST = 6; // characters of a word that is looked for by its sound
const LONGEST_LIKE = 8; // and by its shape
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
        (before !== undefined && count(run.slice(at - 1, at + 1)) > 0) ||
        (after !== undefined && count(run.slice(at, at + 2)) > 0);
      if (!alone && !paired && !language.synonyms.has(word) && (!language.fillers.has(word) || !lexicon.has(word)))
        places.push(at);
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

/** Places of single characters that are neither little words nor known by themselves. @param {string} run @param {Pick<Known, "lexicon" | "language">} known */
function strays(run, { lexicon, language }) {
  return singlesOf(run, lexicon).filter(
    (at) => !language.fillers.has(run.charAt(at)) && !language.synonyms.has(run.charAt(at)),
  );
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
  if (unsaid(run, known)) {
    const phrase = alike(run, known, rescue);
    if (phrase) return phrase;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const proposals = doubtful(run, known).flatMap((doubt) => [
      ...bySound(run, doubt, known, rescue),
      ...byShape(run, doubt, known, rescue),
    ]);
    const best = proposals.reduce(
      (/** @type {Proposal | null} */ one, other) => (one && one.score >= other.score ? one : other),
      null,
    );
    if (!best) return run;
    run = best.text;
  }
  return run;
}

/** @typedef {{score: number, text: string}} Proposal */

/**
 * Words that sound like what stands there: a doubtful character, or one beside it, is another of the same sound.
 * @param {string} run @param {number} doubt @param {Known} known @param {Rescue} rescue
 * @returns {Generator<Proposal>}
 */
function* bySound(run, doubt, known, rescue) {
  const singles = new Set(singlesOf(run, known.lexicon));
  for (const place of [doubt, doubt - 1, doubt + 1]) {
    const wrong = run.charAt(place);
    if (!wrong || !singles.has(place) || NUMERAL.test(wrong)) continue;
    for (const char of rescue.homophones(wrong)) {
      const text = run.slice(0, place) + char + run.slice(place + 1);
      const sides = [
        place > 0 && known.pair(text.slice(place - 1, place + 1)),
        place + 1 < run.length && known.pair(text.slice(place, place + 2)),
      ];
      if (!sides.some(Boolean)) continue;
      for (const [start, end] of spansWith(place, doubt, run.length, sides)) {
        const score = scoreOfSound({ run, text, wrong, place, start, end }, singles, known);
        if (score) yield { score, text };
      }
    }
  }
}

/**
 * Stretches of up to LONGEST characters that hold both places, and reach only to sides where the corpus holds the pair.
 * @param {number} place @param {number} doubt @param {number} size of the run @param {boolean[]} sides left, right
 * @returns {Generator<[number, number]>}
 */
function* spansWith(place, doubt, size, [left, right]) {
  const [first, last] = [Math.min(place, doubt), Math.max(place, doubt)];
  for (let start = Math.max(0, place - LONGEST + 1); start <= first; start++)
    for (let end = Math.max(last + 1, start + 2); end <= Math.min(size, start + LONGEST); end++)
      if ((start === place || left) && (end === place + 1 || right)) yield [start, end];
}

/**
 * How likely the word from `start` to `end` of the changed text was meant; 0: not at all.
 * @param {{run: string, text: string, wrong: string, place: number, start: number, end: number}} change
 * @param {Set<number>} singles places of single characters @param {Known} known
 */
function scoreOfSound({ run, text, wrong, place, start, end }, singles, { lexicon, language, count }) {
  const word = text.slice(start, end);
  const times = count(word);
  if (!times) return 0;
  const short = run.length <= SHORT || !lexicon.has(wrong);
  if (word.length > 2) {
    if ((run.length > 5 || !lexicon.has(word)) && standsAlone(word, place - start, lexicon)) return 0; // 带学生 is no slip for 大学生
    const sure = lexicon.has(word) || !language.fillers.has(wrong);
    return sure ? word.length * 10 + (lexicon.has(word) ? 5 : 0) + Math.log(times) : 0;
  }
  if (!singles.has(start) || !singles.has(start + 1)) return 0; // 建实验室: 坚实 would tear 实验室 apart
  const whole = short && !strays(text, { lexicon, language }).length; // 种大蒜 is no slip for 重大: 蒜 is left over
  if (lexicon.has(word) && (whole || fits(text, start, count))) return 25 + Math.log(times);
  return !language.fillers.has(wrong) && short && times > 1 && fits(text, start, count) ? 14 + Math.log(times) : 0;
}

/**
 * Words of three characters and more that differ from what stands there in one character.
 * @param {string} run @param {number} doubt @param {Known} known @param {Rescue} rescue
 * @returns {Generator<Proposal>}
 */
function* byShape(run, doubt, { lexicon, language, count }, rescue) {
  const singles = new Set(singlesOf(run, lexicon));
  for (let start = Math.max(0, doubt - LONGEST_LIKE + 1); start <= doubt; start++)
    for (const word of rescue.similar(run.charAt(start), run.charAt(start + 1))) {
      const end = start + word.length;
      if (word.length > LONGEST_LIKE || end > run.length || doubt >= end) continue;
      const wrong = differsAt(run.slice(start, end), word);
      if (wrong === null || !singles.has(start + wrong) || standsAlone(word, wrong, lexicon)) continue;
      const char = run.charAt(start + wrong);
      if (NUMERAL.test(char) || LITTLE.test(char) || (word.length < 4 && language.fillers.has(char))) continue;
      if (word.length === 3 && ![0, 1, 2].every((offset) => singles.has(start + offset))) continue;
      if (count(word) > 0) yield { score: word.length * 10 - 8, text: run.slice(0, start) + word + run.slice(end) };
    }
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

// Queries that the corpus does not hold as typed: traditional characters, pinyin, one wrong character.

import { fold } from "./fold.js";
import { doubtful, mend, unsaid } from "./mend.js";
import { chineseNumber } from "../../web/lib/quantity.js";

/** @import {Known} from "./mend.js" */
/** @import {Rescue} from "./rescue.js" */

const SHORTENED = /^[a-z]{3,5}$/u; // letters that may be the initials of a word; rescue.py: SHORTENED
const HAN = /[\u4e00-\u9fd5]/u;
const HAN_RUN = /[\u4e00-\u9fd5]+/gu;
const LATIN_RUN = /[a-z]+(?:[\s'’]+[a-z]+)*/gu;

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
  return [...text.matchAll(HAN_RUN)].some((match) => doubtful(match[0], known).length > 0 || unsaid(match[0], known));
}

/** What may be a word told by its initials: gjj. @param {string} raw @param {Known} known */
export function shortened(raw, known) {
  return [...fold(raw).matchAll(/[a-z]+/gu)]
    .map(([letters]) => letters)
    .filter((letters) => SHORTENED.test(letters) && known.count(letters) === 0);
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
  text = text
    .replace(/[\uff41-\uff5a\uff21-\uff3a]/gu, (char) => fold(char))
    .replace(/[A-Z]/gu, (char) => char.toLowerCase());
  text = text.replace(LATIN_RUN, (letters) => {
    if (letters.split(/[\s'’]+/u).some((part) => known.count(part) > 0)) return letters;
    const words = spell(letters, known, rescue, also) ?? rescue.initials(letters, known.count);
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
      const held = rescue
        .words(text.slice(start, end))
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
  for (let end = text.length; end > 0;) {
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

// How people put what they ask: little words inside a phrase, a verb asked both ways, years and heads in words.

/** @import {Language} from "./language.js" */
/** @import {Knowledge} from "./query.js" */

const HEADS = /[几俩仨一二两三四五六七八九十百]{1,3}[个位口]人|[几一二两三四五六七八九十百]{2,3}[个位年天岁块]/gu; // 五六个人, 几百年
const GAP = /[一几两]?[个辆套台间家份座栋座口件样项门块笔]|一?[点些下]|[了过着完的到]|多少|几/gu; // what people put between a verb and its object: 买辆车, 借的钱
const EITHER = /([\u4e00-\u9fff])[不没]\1([\u4e00-\u9fff])/gu; // a verb asked both ways, with what it is about: 给不给钱 → 给钱
const YEAR = /[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=年)/gu; // 二〇三五年
const YEAR_DIGITS = "〇一二三四五六七八九";

/** 二〇三五年 → 2035年 @param {string} text folded */
export function yearsInDigits(text) {
  return text.replace(YEAR, (year) =>
    [...year.replace(/[零○]/gu, "〇")].map((digit) => YEAR_DIGITS.indexOf(digit)).join(""),
  );
}

/** 给不给钱 → 给钱, where our tables know what is asked for. @param {string} text @param {Language} language */
export function askedOnce(text, { synonyms }) {
  return text.replace(EITHER, (whole, verb, object) => (synonyms.has(verb + object) ? verb + object : whole));
}

/** Without the number of those who ask, which is no figure that a text may hold. @param {string} text @param {Language} language */
export function withoutHeads(text, { synonyms }) {
  return text.replace(HEADS, (heads) => (synonyms.has(heads) ? heads : " "));
}

/** The words of a run of one script. @param {string} part @param {Knowledge} knowledge */
export function wordsOf(part, knowledge) {
  if (/^[a-z\d]/u.test(part)) return [part];
  const words = knowledge.lexicon.cut(part).flatMap((whole) => opened(whole, knowledge));
  return joinSingles(words, knowledge);
}

/**
 * A phrase of daily life of which this corpus holds nothing, by the words in it that lead somewhere: 陪老人看病 → 老人, 看病.
 * @param {string} whole @param {Knowledge} knowledge
 */
function opened(whole, { lexicon, language }) {
  const { base } = lexicon;
  if (!base || whole.length < 3 || base.has(whole)) return [whole];
  const parts = base.cut(whole).filter((part) => part.length > 1 && language.synonyms.has(part));
  return parts.length ? parts : [whole];
}

/**
 * The run without the small words that people put inside a phrase of our tables: 买辆车 → 买车, 借的钱 → 借钱.
 * @param {string} run @param {Knowledge} knowledge
 */
export function closed(run, { lexicon, language: { synonyms } }) {
  for (const match of [...run.matchAll(GAP)].reverse()) {
    const [from, to] = [match.index, match.index + match[0].length];
    if (lexicon.has(run.slice(from - 1, to)) || lexicon.has(run.slice(from, to + 1))) continue; // 国家标准
    const fits = [
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ].some(([left = 1, right = 1]) => {
      if (from < left || to + right > run.length) return false;
      const word = run.slice(from - left, from) + run.slice(to, to + right);
      return (
        synonyms.has(word) &&
        !synonyms.has(run.slice(from, to + right)) &&
        !synonyms.has(run.slice(from - left, to + right))
      );
    });
    if (fits) run = run.slice(0, from) + run.slice(to) + (match[0] === "多少" ? "多少" : "");
  }
  return run;
}

/**
 * Pairs of characters that stand side by side once the small words between them are read over.
 * @param {string} text folded, without white space
 */
export function pairsAcross(text) {
  return [...text.matchAll(GAP)]
    .map((match) => text.charAt(match.index - 1) + text.charAt(match.index + match[0].length))
    .filter((pair) => pair.length === 2);
}

/**
 * Neighbouring single characters that the corpus holds side by side are one word (新 密 → 新密).
 * @param {string[]} words @param {Knowledge} knowledge
 */
function joinSingles(words, { language, count }) {
  /** @type {string[]} */
  const out = [];
  let open = false;
  for (const word of words) {
    const last = out.at(-1) ?? "";
    const single = word.length === 1 && !language.fillers.has(word) && !language.synonyms.has(word);
    if (single && open && count(last + word) > 0) out[out.length - 1] = last + word;
    else out.push(word);
    open = single;
  }
  return out;
}

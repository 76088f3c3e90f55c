// Document numbers and sums of money, in any form that people type them.

import { chineseNumber } from "../../web/lib/quantity.js";
import { fold } from "./fold.js";

/** @type {Record<string, number>} */
const MAGNITUDE = {
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
};

/**
 * @typedef {{prefix: string, year: string, number: string, start: number, end: number, literal: string}} DocumentNumber
 */

const WITH_YEAR =
  /([\u4e00-\u9fff]{0,12})\s*[([]?\s*((?:19|20)\d\d)\s*[)\]]?\s*年?\s*第?\s*0*(\d{1,4})\s*(号文件|号文|号令|号)?/gu;
const WITHOUT_YEAR = /([\u4e00-\u9fff]{0,12}?)第?\s*(?<![\d.])(\d{1,4})\s*(号文件|号文|号令|号)(?![楼院线])/gu;

/**
 * Document numbers in a folded query. A year and a number without 号 count only behind letters that
 * a document of the corpus has (郑政202219).
 * @param {string} text @param {Set<string>} prefixes of the corpus
 */
export function documentNumbers(text, prefixes) {
  /** @type {DocumentNumber[]} */
  const found = [];
  const longest = [...prefixes].sort((a, b) => b.length - a.length);
  for (const pattern of [WITH_YEAR, WITHOUT_YEAR]) {
    for (const match of text.matchAll(pattern)) {
      const letters = match[1] ?? "";
      const dated = pattern === WITH_YEAR;
      const [year, number, mark] = dated ? [match[2], match[3], match[4]] : ["", match[2], match[3]];
      const prefix = longest.find((candidate) => letters.endsWith(candidate)) ?? "";
      if (!mark && !prefix) continue;
      const start = match.index + letters.length - (prefix || (dated ? letters : "")).length;
      const end = match.index + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const literal = dated ? `${prefix || letters}(${year})${number}号` : `${number}号`;
      found.push({
        prefix: prefix || (dated ? letters : ""),
        year: year ?? "",
        number: number ?? "",
        start,
        end,
        literal,
      });
    }
  }
  return found;
}

/**
 * 郑政〔2022〕19号 in its parts; null for a key that is no number.
 * @param {string} key folded
 */
export function readKey(key) {
  const match = /^(.*?)\((\d{4})\)0*(\d+)号$/u.exec(key);
  return match ? { prefix: match[1] ?? "", year: match[2] ?? "", number: match[3] ?? "" } : null;
}

/**
 * @typedef {{prefixes: Set<string>, documents: {key: string, prefix: string, year: string, number: string}[]}} KnownNumbers
 */

/** The numbers of the corpus. @param {string[]} keys of documents @returns {KnownNumbers} */
export function knownNumbers(keys) {
  const documents = keys.flatMap((key) => {
    const parts = readKey(fold(key));
    return parts ? [{ key, ...parts }] : [];
  });
  return { prefixes: new Set(documents.map(({ prefix }) => prefix)), documents };
}

/**
 * @typedef {{start: number, end: number, text: string, typed: string, yuan: number | null}} Figure
 */

const FIGURE =
  /(百分之)?(\d+(?:\.\d+)?|(?<=百分之)[一二三四五六七八九十百]+|[一二两三四五六七八九十百千]+(?=[万亿]|元|%))\s*(万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?=元))?\s*(元)?(%|‰|倍|年|月|日|家|个|名|亩|岁|天|项|人|号|级|米|公里|批|次|强|条|bp)?/giu;

/**
 * Figures in a folded query: 500万, 五百万元, 2%, 百分之二, 2025年.
 * @param {string} text
 */
export function figures(text) {
  /** @type {Figure[]} */
  const found = [];
  for (const match of text.matchAll(FIGURE)) {
    const [all, hundred, digits = "", magnitude = "", yuan = "", measure = ""] = match;
    const before = text.charAt(match.index - 1);
    if (/[a-z\d.]/u.test(before) || (before === "几" && !/^\d/u.test(digits))) continue; // 几千万 is no figure
    const value = /^\d/u.test(digits) ? Number(digits) : chineseNumber(digits);
    if (value === null || (!/\d/u.test(digits) && !magnitude && !yuan && !hundred)) continue;
    const money = (magnitude !== "" && !measure) || yuan !== "" ? value * (MAGNITUDE[magnitude] ?? 1) : null;
    const shown = hundred
      ? `${value}%`
      : `${/^\d/u.test(digits) ? digits : value}${magnitude}${yuan && !magnitude ? yuan : ""}${measure}`;
    found.push({
      start: match.index,
      end: match.index + all.trimEnd().length,
      text: shown,
      typed: all.trim(),
      yuan: money,
    });
  }
  return found;
}

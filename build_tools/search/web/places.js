// Places in a document as people type them: 三（二）1, 第五章第二节, 19号文 第三条, 专栏3, 附件1, 前言.

import { chineseNumber } from "../../web/lib/quantity.js";
import { fold } from "./fold.js";

const NUMBER = "[零〇一二三四五六七八九十百]+";
const NUMERAL = new RegExp(NUMBER, "gu");
const OTHERWISE = 0.95; // 第3条 for a printed 第三条
const ARTICLE = 0.6; // 第三条 for what is printed as 三 or （三）
const LABEL = new RegExp(
  `第(?:${NUMBER}|\\d+)[编章节条]|\\((?:${NUMBER}|\\d+)\\)|专栏\\d+|附[件表]\\d*|${NUMBER}(?=[,.]|\\(|$)|(?<=\\))\\d+|(?<=[,.])\\d+`,
  "gu",
);
/** @type {Record<string, string>} */
const NAMES = { 前言: "前言", 序言: "前言", 开头部分: "前言", 附则: "附则", 结尾部分: "附则" };

/**
 * A place at the end of a query that names its document in words: 新市民若干政策 二（二）8. Only what nobody writes
 * otherwise counts: two labels at least, one of them in brackets or of the form 第五章.
 * @param {string} text folded
 * @returns {{labels: string[], words: string} | null}
 */
export function placeBehind(text) {
  const match = /^(.*[\u4e00-\u9fffa-z])\s+(\S+)$/u.exec(text.trim());
  if (!match) return null;
  const labels = placeOf(match[2] ?? "", false);
  return labels.length > 1 && labels.some((label) => /^[第(]/u.test(label)) ? { labels, words: match[1] ?? "" } : null;
}

/** The key of a place in the lists of a large corpus; postings.py: place_keys. @param {string[]} labels */
export function placeKey(labels) {
  return `@${labels.map(inDigits).join("/")}`;
}

/** A label with its number in digits, however it is written: 第三条 → 第3条. @param {string} label */
function inDigits(label) {
  return fold(label).replace(NUMERAL, (number) => String(chineseNumber(number) ?? number));
}

/**
 * The labels of a place, where a query asks for nothing else than a place; else none.
 * @param {string} text folded, without document numbers
 * @param {boolean} inside a document was named: then a bare number is a place too
 * @returns {string[]}
 */
export function placeOf(text, inside) {
  const plain = text.replace(/[\s,.:]+$|^[\s,.:]+|的?(?:内容|规定|全文|原文)$/gu, "").replace(/\s+/gu, "");
  const name = NAMES[plain];
  if (name) return [name];
  if (inside && /^\d{1,2}$/u.test(plain)) return [plain];
  const labels = [...plain.matchAll(LABEL)];
  const rest = plain.replace(LABEL, "").replace(/[,.、的第条款项]/gu, "");
  if (rest || !labels.length || /^\d+$/u.test(plain) || (labels.length === 1 && /^附[件表]?$/u.test(plain))) return [];
  return labels.map(([label]) => label);
}

/**
 * How well the path of a clause is the place asked for: 1 to the letter, less where its numbers are written otherwise or
 * 第三条 means 三 or （三）, 0 not at all.
 * @param {string[]} place @param {string[]} path as printed
 */
export function fits(place, path) {
  if (!place.length || place.length > path.length) return 0;
  const whole = place.length === path.length ? 1 : 0.8; // 三（二）1 before 第九章 三（二）1
  const tail = path.slice(-place.length);
  if (place.every((label, at) => label === fold(tail[at] ?? ""))) return whole;
  if (place.every((label, at) => inDigits(label) === inDigits(tail[at] ?? ""))) return OTHERWISE * whole;
  const article = /^第(\d+)条$/u.exec(inDigits(place.at(-1) ?? ""))?.[1];
  const item = /^\(?(\d+)\)?$/u.exec(inDigits(path.at(-1) ?? ""))?.[1];
  return place.length === 1 && article && article === item ? ARTICLE * whole : 0;
}

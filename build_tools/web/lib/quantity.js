// Numbers as people write them in Chinese: 6亿, 60000万元, １２３, 1,000, 3千万, 1亿5000万, 六百万.

const DIGITS = "零一二三四五六七八九";
/** @type {Readonly<Record<string, number>>} */
const SMALL = { 十: 10, 百: 100, 千: 1000 };
/** @type {Readonly<Record<string, number>>} */
const LARGE = { 万: 1e4, 亿: 1e8 };

/** @param {string} text */
function folded(text) {
  return text.replace(/[两俩]/g, "二").replace(/[〇○]/g, "零");
}

/**
 * 五百 → 500, 三百五 → 350; null where it is no number, or cannot be told for sure.
 * @param {string} text
 */
export function chineseNumber(text) {
  const value = sum(folded(text));
  return typeof value === "number" ? value : null;
}

/** @typedef {{value: number, written: boolean}} Quantity written: with a unit of its own (万, 亿, 元) */

/**
 * The number that a text states.
 * @param {string} text
 * @param {number} size what a number without a unit counts in: 10000 for 万元, 1 for a count
 * @returns {Quantity | {error: string} | null} null where nothing is written
 */
export function readQuantity(text, size) {
  let plain = text
    .normalize("NFKC")
    .replace(/[\s,，_]|人民币|[¥￥约]/g, "")
    .replace(/−/g, "-");
  if (!plain) return null;
  if (/^(?:-|负)/.test(plain)) return { error: "不能是负数" };
  plain = plain.replace(/^\+/, "").replace(/(?:m2|平方米|平米|㎡|人|户|个|家|亩|吨)$/, "");
  const yuan = /[元圆块]整?$/.test(plain);
  plain = plain.replace(/[元圆块]整?$/, "");
  const value = sum(folded(plain));
  if (typeof value === "string") return { error: `末尾的“${value}”没有写单位，请写成 1亿5000万 的样子` };
  if (value === null || !Number.isFinite(value)) return { error: "看不懂这个数，请写成 6亿、6000万 或 600000 的样子" };
  const written = yuan || /[万亿]/.test(plain);
  return { value: written ? value : value * size, written };
}

/**
 * Digits that close a number without a unit of their own: 一亿五 and 3万5 stop one place below the unit, 2万3500 fills it.
 * @param {string} token
 * @param {number} unit the one right before; 0 where there is none
 * @returns {number} NaN where it cannot be told what they count
 */
function closing(token, unit) {
  const value = /^[\d.]/.test(token)
    ? Number(token)
    : Number([...token].map((digit) => DIGITS.indexOf(digit)).join(""));
  if (unit < 100 || /^[零0]/.test(token) || (/^\d+$/.test(token) && token.length === String(unit).length - 1))
    return value;
  return /^[一二三四五六七八九1-9]$/.test(token) ? (value * unit) / 10 : NaN;
}

/** @param {string} plain @returns {number | string | null} the digits that lack a unit, where some do; null where nothing can be read */
function sum(plain) {
  let total = 0; // what stands before 亿 and 万
  let part = 0; // since the last of them
  /** @type {number | null} */
  let number = null;
  let digits = ""; // of `number`, and
  let unit = 0; // the unit before it
  for (const [token = ""] of plain.matchAll(/\d+(?:\.\d+)?|\.\d+|[零一二三四五六七八九]+|[十百千]|[万亿]|[^]/gu)) {
    const small = SMALL[token];
    const large = LARGE[token];
    if (small) {
      part += (number ?? 1) * small;
      number = null;
      unit = small;
    } else if (large) {
      if (number === null && part === 0 && total === 0) return null;
      const before = part + (number ?? 0);
      total = large > 1e4 || before === 0 ? (total + before) * large : total + before * large;
      part = 0;
      number = null;
      unit = large;
    } else if (/^[\d.]+$/.test(token)) {
      if (number !== null) return null;
      number = Number(token);
      digits = token;
    } else if ([...token].every((digit) => DIGITS.includes(digit))) {
      const figures = [...token].map((digit) => DIGITS.indexOf(digit)).join("");
      if (number !== null) return null;
      number = Number(figures);
      digits = token;
    } else {
      return null;
    }
  }
  const rest = number === null ? 0 : closing(digits, unit);
  return Number.isNaN(rest) ? digits : total + part + rest;
}

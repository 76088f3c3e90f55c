// Words typed into a filter, and the words that mean the same.

/** @typedef {{whole: string, parts: string[][], alike: Map<string, string[]>}} Term whole: as typed; parts: what it may be taken apart into, each with its like */

const PLAIN = /^[的和与及或给了吗呢吧在对有么]+$/; // says nothing by itself
const LONGEST = 24; // characters: nobody types more without a stop

/**
 * Text as it is compared: width, case and blanks aside.
 * @param {string} text
 */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

/**
 * The table of like words as the page holds it: 津贴,补偿金:补贴,补助;给钱:补贴.
 * @param {string} text
 * @returns {Map<string, string[]>}
 */
export function readAlike(text) {
  return new Map(
    text.split(";").flatMap((entry) => {
      const [said = "", others = ""] = entry.split(":");
      return said
        .split(",")
        .filter(Boolean)
        .map((word) => /** @type {[string, string[]]} */ ([plain(word), others.split(",").filter(Boolean).map(plain)]));
    }),
  );
}

/**
 * What was typed, word by word. A word that holds others (绿色建筑补贴) may also be found by its parts.
 * @param {string} words
 * @param {Map<string, string[]>} alike
 * @param {(word: string) => boolean} known whether any row holds a word
 * @returns {Term[]}
 */
export function termsOf(words, alike, known) {
  const longest = Math.max(0, ...[...alike.keys()].map((word) => word.length));
  return words
    .normalize("NFKC")
    .split(/[\s,，、。;；]+/)
    .map(plain)
    .filter(Boolean)
    .map((whole) => {
      /** @type {Map<string, string[]>} */
      const used = new Map();
      /** @type {string[][]} */
      const parts = [];
      let rest = "";
      const close = () => {
        for (const piece of pieces(rest, known)) if (!PLAIN.test(piece)) parts.push([piece]);
        rest = "";
      };
      for (let at = 0; at < whole.length;) {
        let length = Math.min(longest, whole.length - at);
        while (length > 1 && !alike.has(whole.slice(at, at + length))) length -= 1;
        const word = whole.slice(at, at + length);
        const others = length > 1 ? alike.get(word) : undefined;
        if (others) {
          close();
          used.set(word, others);
          parts.push([word, ...others]);
          at += length;
        } else {
          rest += whole[at];
          at += 1;
        }
      }
      close();
      return { whole, parts: parts.length ? parts : [[whole]], alike: used };
    });
}

/**
 * A stretch that no row holds, taken apart into the longest words that some row holds: 人才落户 → 人才, 落户.
 * @param {string} text
 * @param {(word: string) => boolean} known
 * @returns {string[]}
 */
function pieces(text, known) {
  if (text.length < 4 || text.length > LONGEST || known(text)) return text ? [text] : [];
  /** @type {string[]} */
  const found = [];
  let rest = ""; // characters of which no row makes a word
  for (let at = 0; at < text.length;) {
    let length = text.length - at;
    while (length > 1 && !known(text.slice(at, at + length))) length -= 1;
    if (length > 1) {
      if (rest) found.push(rest);
      rest = "";
      found.push(text.slice(at, at + length));
    } else {
      rest += text[at];
    }
    at += length;
  }
  return rest ? [...found, rest] : found;
}

/**
 * What is also looked for, in words; "" where nothing is.
 * @param {Term[]} terms
 */
export function disclosed(terms) {
  const found = [
    ...new Set(terms.flatMap(({ whole, alike }) => [...alike.values()].flat().filter((word) => !whole.includes(word)))),
  ];
  return found.length ? `也按近义词查找：${found.join("、")}` : "";
}

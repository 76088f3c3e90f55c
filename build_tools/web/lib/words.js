// Words typed into a filter, and the words that mean the same.

/** @typedef {{whole: string, parts: string[][], alike: Map<string, string[]>}} Term whole: as typed; parts: what it may be taken apart into, each with its like */

const PLAIN = /^[的和与及或给了吗呢吧在对有么]+$/; // says nothing by itself

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
  return new Map(text.split(";").flatMap((entry) => {
    const [said = "", others = ""] = entry.split(":");
    return said.split(",").filter(Boolean).map((word) => /** @type {[string, string[]]} */ ([plain(word), others.split(",").filter(Boolean).map(plain)]));
  }));
}

/**
 * What was typed, word by word. A word that holds others (绿色建筑补贴) may also be found by its parts.
 * @param {string} words
 * @param {Map<string, string[]>} alike
 * @returns {Term[]}
 */
export function termsOf(words, alike) {
  const longest = Math.max(0, ...[...alike.keys()].map((word) => word.length));
  return words.normalize("NFKC").split(/[\s,，、。;；]+/).map(plain).filter(Boolean).map((whole) => {
    /** @type {Map<string, string[]>} */
    const used = new Map();
    /** @type {string[][]} */
    const parts = [];
    let rest = "";
    const close = () => {
      if (rest && !PLAIN.test(rest)) parts.push([rest]);
      rest = "";
    };
    for (let at = 0; at < whole.length; ) {
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
 * What is also looked for, in words; "" where nothing is.
 * @param {Term[]} terms
 */
export function disclosed(terms) {
  const found = [...new Set(terms.flatMap(({ alike }) => [...alike.values()].flat()))];
  return found.length ? `也按近义词查找：${found.join("、")}` : "";
}

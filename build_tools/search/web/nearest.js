// Words of the corpus that are nearest to one that it does not hold.

const MOST = 6;
const COMMON = 20; // cost of a character that says little: 一, 的, 年

/**
 * Words that share the rarest characters with what was typed; the last character of a Chinese word says what it is.
 * @param {string} typed folded
 * @param {import("./cut.js").Lexicon} lexicon
 * @param {(word: string) => number} count how often a word stands in the corpus
 */
export function nearestWords(typed, lexicon, count) {
  const chars = new Set([...typed].filter((char) => /[\u4e00-\u9fd5]/u.test(char)));
  const worth = (/** @type {string} */ char) => (chars.has(char) ? Math.max(0, (lexicon.cost(char) ?? 0) - COMMON) : 0);
  const least = chars.size > 2 ? 2 : 1; // one character of three says nothing: 居住证 is not near 保证
  return [...lexicon.costs.keys()]
    .filter(
      (word) =>
        word.length > 1 && word.length < 6 && new Set([...word].filter((char) => chars.has(char))).size >= least,
    )
    .map((word) => {
      const shared = [...word].reduce((sum, char) => sum + worth(char), 0) + worth(word.charAt(word.length - 1)) / 2;
      return { word, score: (shared / Math.sqrt(word.length)) * Math.log(1 + count(word)) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.word.length - a.word.length)
    .slice(0, MOST)
    .map(({ word }) => word);
}

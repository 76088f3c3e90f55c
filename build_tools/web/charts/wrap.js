// Lines of a label: Chinese has no blanks to break at.

const WORDS = new Intl.Segmenter("zh", { granularity: "word" });
const NUMBER = /([（(]?\p{Script=Han}{1,8}〔\d{4}〕\d+号[）)]?)/u; // a document's number stays together
const NEVER_FIRST = /^[，。、；：！？）》〉」』】”’…—%％]/;
const NEVER_LAST = /[（《〈「『【“‘]$/;

/**
 * `text` in lines of at most `ems` full-width characters, of about the same length, broken between words where that can be.
 * @param {string} text
 * @param {number} ems
 * @returns {string[]} at least one line
 */
export function wrap(text, ems) {
  const words = text
    .split(NUMBER)
    .flatMap((part) => (NUMBER.test(part) ? [part] : [...WORDS.segment(part)].map((word) => word.segment)));
  const pieces = glued(words.flatMap((word) => (width(word) > ems ? [...word] : [word])));
  const least = Math.ceil(width(text) / ems);
  for (let most = Math.min(ems, Math.ceil(width(text) / least) + 1); most < ems; most += 1) {
    const lines = greedy(pieces, most);
    if (lines.length <= least) return lines;
  }
  return greedy(pieces, ems);
}

/** @param {string} text width in full-width characters */
export function width(text) {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 0.6 : 1), 0);
}

/** @param {string[]} pieces what may not begin or end a line joined to its neighbour */
function glued(pieces) {
  /** @type {string[]} */
  const found = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (last !== undefined && (NEVER_FIRST.test(piece) || NEVER_LAST.test(last)))
      found[found.length - 1] = last + piece;
    else found.push(piece);
  }
  return found;
}

/** @param {string[]} pieces @param {number} most */
function greedy(pieces, most) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const piece of pieces) {
    if (line && width(line) + width(piece) > most) {
      lines.push(line);
      line = "";
    }
    line += piece;
  }
  return [...lines, line];
}

// The segmenter: jieba's word graph over the exported lexicon, with whole-number costs (see lexicon.py).

const UNKNOWN = 62;
const HAN = /[\u4e00-\u9fd5]+/gu;

/** Words with their costs; single characters too. */
export class Lexicon {
  /** @param {Map<string, number>} [costs] @param {Lexicon | null} [base] whose words are words here too */
  constructor(costs = new Map(), base = null) {
    this.costs = costs;
    this.base = base;
    /** Longest word that begins with a character. @type {Map<string, number>} */
    this.reach = new Map();
    for (const word of costs.keys()) this.#reach(word);
  }

  /** @param {string} word */
  #reach(word) {
    const first = word.charAt(0);
    if ((this.reach.get(first) ?? 0) < word.length) this.reach.set(first, word.length);
  }

  /** @param {string} word @param {number} cost */
  add(word, cost) {
    this.costs.set(word, cost);
    this.#reach(word);
  }

  /** Adds a word with its cost as lexicon.py marks it. @param {string} word @param {number} mark */
  addMarked(word, mark) {
    this.addCheaper(word, mark > 92 ? mark - 41 : mark - 40);
  }

  /** Adds a word, unless it is known at a lower cost. @param {string} word @param {number} cost */
  addCheaper(word, cost) {
    if (cost < (this.costs.get(word) ?? Infinity)) this.add(word, cost);
  }

  /**
   * Adds the words of the tables, in the order in which said.py marks their costs: short before long, then by character.
   * @param {Iterable<string>} words @param {string} marks
   */
  addTerms(words, marks) {
    const terms = [...new Set(words)].filter((word) => word.length > 1 && /^[\u4e00-\u9fd5]+$/u.test(word));
    terms.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
    terms.forEach((term, at) => {
      for (const char of term) if (!this.costs.has(char)) this.add(char, UNKNOWN);
      this.addMarked(term, marks.charCodeAt(at));
    });
  }

  /** @param {string} word @returns {number | undefined} */
  cost(word) {
    return this.costs.get(word) ?? this.base?.cost(word);
  }

  /** Length of the longest word that begins with a character. @param {string} first @returns {number} */
  longest(first) {
    return Math.max(this.reach.get(first) ?? 1, this.base?.longest(first) ?? 1);
  }

  /** @param {string} word @returns {boolean} */
  has(word) {
    return this.cost(word) !== undefined;
  }

  /**
   * The cheapest way to cut a run of Chinese characters; equal costs: the longer first word.
   * @param {string} run
   */
  cut(run) {
    const size = run.length;
    const best = new Int32Array(size + 1);
    const ends = new Int32Array(size);
    for (let start = size - 1; start >= 0; start--) {
      const first = run.charAt(start);
      let least = (this.cost(first) ?? UNKNOWN) + /** @type {number} */ (best[start + 1]);
      let end = start + 1;
      const last = Math.min(size, start + this.longest(first));
      for (let stop = start + 2; stop <= last; stop++) {
        const cost = this.cost(run.slice(start, stop));
        if (cost === undefined) continue;
        const total = cost + /** @type {number} */ (best[stop]);
        if (total <= least) [least, end] = [total, stop];
      }
      best[start] = least;
      ends[start] = end;
    }
    const words = [];
    for (let at = 0; at < size;) {
      const end = /** @type {number} */ (ends[at]);
      words.push(run.slice(at, end));
      at = end;
    }
    return words;
  }

  /**
   * Words of any text: Chinese runs are cut, the rest stands between them whole.
   * @param {string} text
   */
  words(text) {
    /** @type {string[]} */
    const out = [];
    for (const match of text.matchAll(HAN)) out.push(...this.cut(match[0]));
    return out;
  }
}

/**
 * Adds words in their packed form: `first` + (length letter + rests)…, and a cost mark a word.
 * @param {Lexicon} lexicon @param {string[]} groups @param {string[]} marks
 */
export function readLexicon(lexicon, groups, marks) {
  groups.forEach((group, index) => {
    const first = group.charAt(0);
    const costs = marks[index] ?? "";
    let length = 0;
    let word = 0;
    for (let at = 1; at < group.length;) {
      const code = group.charCodeAt(at);
      if (code < 128) {
        length = code - 65;
        at += 1;
      } else {
        lexicon.addMarked(first + group.slice(at, at + length - 1), costs.charCodeAt(word++));
        at += length - 1;
      }
    }
  });
}

// Lists of clauses that hold a key, for corpora whose text is fetched in pieces. The other half of postings.py.

import { placeKey } from "./places.js";

/** @import {Lexicon} from "./cut.js" */

let digits = "";
for (let code = 40; code < 127; code++) if (code !== 92) digits += String.fromCharCode(code);
const HALF = digits.length >> 1;
const VALUE = new Int16Array(128).fill(-1);
for (let at = 0; at < digits.length; at++) VALUE[digits.charCodeAt(at)] = at;

/**
 * @typedef {object} List
 * @property {Int32Array} clauses
 * @property {Uint8Array} strengths  3: in the heading; else more for more often
 */

/** Numbers as postings.py writes them. @param {string} text @param {(value: number) => void} found */
export function eachNumber(text, found) {
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = /** @type {number} */ (VALUE[text.charCodeAt(at)]);
    if (digit >= HALF) {
      value = value * HALF + digit - HALF;
      continue;
    }
    found(value * HALF + digit);
    value = 0;
  }
}

/** @param {string} text @returns {List} */
export function decode(text) {
  /** @type {number[]} */
  const clauses = [];
  /** @type {number[]} */
  const strengths = [];
  let before = -1;
  eachNumber(text, (value) => {
    before += (value >> 2) + 1;
    clauses.push(before);
    strengths.push(value & 3);
  });
  return { clauses: Int32Array.from(clauses), strengths: Uint8Array.from(strengths) };
}

/** @type {List} */
const NONE = { clauses: new Int32Array(0), strengths: new Uint8Array(0) };

/** Clauses in both lists, with the lesser strength. @param {List} left @param {List} right @returns {List} */
function both(left, right) {
  const size = Math.min(left.clauses.length, right.clauses.length);
  const clauses = new Int32Array(size);
  const strengths = new Uint8Array(size);
  let [a, b, kept] = [0, 0, 0];
  while (a < left.clauses.length && b < right.clauses.length) {
    const [one, other] = [/** @type {number} */ (left.clauses[a]), /** @type {number} */ (right.clauses[b])];
    if (one === other) {
      clauses[kept] = one;
      strengths[kept++] = Math.min(left.strengths[a++] ?? 0, right.strengths[b++] ?? 0);
    } else if (one < other) a++;
    else b++;
  }
  return { clauses: clauses.subarray(0, kept), strengths: strengths.subarray(0, kept) };
}

/** @param {string} key @param {number} shards @param {number} [length] characters that count */
export function shardOf(key, shards, length = 2) {
  if (/^[#@]/u.test(key) && key.length > 2) length = key.length; // a whole Latin word or figure, a whole place
  let value = 0x811c9dc5;
  for (let at = 0; at < Math.min(length, key.length); at++)
    value = Math.imul(value ^ key.charCodeAt(at), 0x01000193) >>> 0;
  return value % shards;
}

/**
 * Keys whose lists together tell which clauses may hold the word: itself where it can have a list, else its pairs.
 * @param {string} word folded @param {(key: string) => boolean} listed
 * @returns {string[]}
 */
export function keysOf(word, listed) {
  /** @type {string[]} */
  const keys = [];
  for (const [run] of word.matchAll(/[\u3400-\u9fff]+|[a-z]+|\d+/gu)) {
    if (/^[a-z\d]/u.test(run)) keys.push(`#${run}`);
    else if (run.length === 1 || (run.length > 2 && listed(run))) keys.push(run);
    else keys.push(...pairsOf(run));
  }
  return keys.length > 1 ? keys.filter((key) => key.length > 1) : keys;
}

/** Keys whose lists together tell which clauses may hold a string, letter for letter. @param {string} text folded, without white space */
export function pairsOf(text) {
  const pairs = [];
  for (let at = 0; at + 1 < text.length; at++)
    if (/[\p{L}\p{N}]/u.test(text.slice(at, at + 2))) pairs.push(text.slice(at, at + 2));
  return pairs;
}

/** What must be fetched to cut a text and to find it: its pairs, its whole Latin words and figures. @param {string} text */
export function startsOf(text) {
  return new Set([...keysOf(text, () => false), ...pairsOf(text)]);
}

/** The files of lists fetched so far. */
export class Lists {
  /** @param {(name: string) => Promise<any>} load @param {number} shards @param {(text: string) => string} unpack @param {Lexicon} lexicon @param {(payload: any) => void} learn */
  constructor(load, shards, unpack, lexicon, learn) {
    this.load = load;
    this.shards = shards;
    this.unpack = unpack;
    this.lexicon = lexicon;
    this.learn = learn;
    /** @type {Map<string, {count: number, packed: string, list: List | null}>} */
    this.held = new Map();
    /** @type {Map<string, List>} */
    this.found = new Map();
    /** @type {Map<number, Promise<void>>} */
    this.fetched = new Map();
  }

  /** Fetches the files that hold `keys`. @param {Iterable<string>} keys */
  async fetch(keys) {
    await Promise.all(
      [...new Set([...keys].map((key) => shardOf(key, this.shards)))].map((shard) => this.#shard(shard)),
    );
  }

  /** @param {number} shard */
  #shard(shard) {
    let promise = this.fetched.get(shard);
    if (!promise) {
      promise = this.load(`keys-${shard}`).then((payload) => {
        this.found.clear();
        this.learn(payload);
        this.unpack(payload.keys)
          .split("\t")
          .forEach((key, at) => {
            this.held.set(key, { count: payload.counts[at], packed: payload.lists[at], list: null });
            const mark = payload.costs.charCodeAt(at);
            if (mark !== 32) this.lexicon.addMarked(key, mark);
          });
      });
      promise.catch(() => this.fetched.delete(shard));
      this.fetched.set(shard, promise);
    }
    return promise;
  }

  /** @param {string} key */
  has(key) {
    return (this.held.get(key)?.count ?? 0) > 0;
  }

  /** How many clauses hold `word`, at most. @param {string} word */
  count(word) {
    const keys = keysOf(word, (key) => this.has(key));
    return keys.length ? Math.min(...keys.map((key) => this.held.get(key)?.count ?? 0)) : 0;
  }

  /** @param {string} key @returns {List | null} */
  list(key) {
    const entry = this.held.get(key);
    if (!entry || !entry.count) return null;
    entry.list ??= decode(entry.packed);
    return entry.list;
  }

  /**
   * Clauses that may hold `word`, with the least strength of its keys. Lists that were cut short take no clause away.
   * @param {string} word @returns {List}
   */
  holders(word) {
    return this.#meeting(
      word,
      keysOf(word, (key) => this.has(key)),
    );
  }

  /** Clauses whose path is or ends so. @param {string[]} place */
  placed(place) {
    return [...(this.list(placeKey(place))?.clauses ?? [])];
  }

  /** Clauses that may hold `text` letter for letter. @param {string} text @returns {List} */
  literal(text) {
    return this.#meeting(`"${text}`, pairsOf(text));
  }

  /** @param {string} name of the list, to find it again @param {string[]} keys @returns {List} */
  #meeting(name, keys) {
    let known = this.found.get(name);
    if (known) return known;
    const lists = keys.map((key) => ({ list: this.list(key), count: this.held.get(key)?.count ?? 0 }));
    known = NONE;
    if (lists.length && lists.every(({ list }) => list)) {
      const whole = lists.filter(({ list, count }) => list && list.clauses.length === count);
      const used = (whole.length ? whole : lists)
        .map(({ list }) => list ?? NONE)
        .sort((a, b) => a.clauses.length - b.clauses.length);
      known = used.reduce((left, right) => both(left, right));
    }
    if (this.found.size > 500) this.found.clear();
    this.found.set(name, known);
    return known;
  }

  /** Fetches the rests of the cut lists of a string. @param {string} text @returns {Promise<boolean>} whether there were any */
  async complete(text) {
    const cut = pairsOf(text).filter((key) => {
      const entry = this.held.get(key);
      return key.length > 1 && entry && this.list(key) && (this.list(key)?.clauses.length ?? 0) < entry.count;
    });
    await Promise.all(
      cut.map(async (key) => {
        const payload = await this.load(`rest-${shardOf(key, this.shards)}`);
        const rest = decode(payload.lists[this.unpack(payload.keys).split("\t").indexOf(key)] ?? "");
        const first = /** @type {List} */ (this.list(key));
        const all = [...first.clauses].map((clause, at) => [clause, first.strengths[at] ?? 0]);
        rest.clauses.forEach((clause, at) => all.push([clause, rest.strengths[at] ?? 0]));
        all.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
        const entry = this.held.get(key);
        if (entry)
          entry.list = {
            clauses: Int32Array.from(all, (pair) => pair[0] ?? 0),
            strengths: Uint8Array.from(all, (pair) => pair[1] ?? 0),
          };
      }),
    );
    this.found.clear();
    return cut.length > 0;
  }
}

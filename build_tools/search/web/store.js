// What the index holds, fetched as it is needed: the whole text of a small corpus at once, pieces of a large one.

import { Chunk } from "./corpus.js";
import { Lexicon, readLexicon } from "./cut.js";
import { Language } from "./language.js";
import { Lists, eachNumber, shardOf } from "./lists.js";
import { knownNumbers } from "./numbers.js";
import { readTexts } from "./texts.js";
import { unpacker } from "./unpack.js";

/** @import {Clause, Doc} from "./types.js" */
/** @typedef {(name: string, version?: string) => Promise<any>} Loader gives the payload of one index file */

const LETTERS = /^[a-z\d]{2}$/u;

export class Store {
  /** @param {Loader} load */
  constructor(load) {
    this.load = load;
    this.lexicon = new Lexicon();
    /** @type {Doc[]} */
    this.docs = [];
    /** Loaded pieces by number. @type {Map<number, Promise<Chunk[]>>} */
    this.pieces = new Map();
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Chunk[]} */
    this.chunks = [];
    /** @type {Promise<void> | null} */
    this.opening = null;
    /** Null where the whole text is loaded. @type {Lists | null} */
    this.lists = null;
    /** Number of the first clause of each piece, then the number of clauses. @type {number[]} */
    this.starts = [0];
    /** Pairs of characters of a small corpus. @type {Set<string> | null} */
    this.pairs = null;
    /** @type {Map<string, Promise<void>>} */
    this.heard = new Map();
    /** Words of the corpus, as far as they are loaded by themselves. @type {Set<string>} */
    this.words = new Set();
    /** Number of files of what people say, where these are files of their own. */
    this.spoken = 0;
    /** The words of a small corpus, until its text is there. @type {any} */
    this.placed = null;
    /** What those rows of synonyms mean that stand in many files, by their numbers. @type {string[]} */
    this.means = [];
    /** @type {Map<number, Promise<void>>} */
    this.learned = new Map();
    /** The words of the corpus and those of daily life. */
    this.everyday = new Lexicon(new Map(), this.lexicon);
    /** Keys of all documents. @type {string[]} */
    this.keys = [];
    this.numbers = knownNumbers([]);
    /** Number of the first clause of each document, where pieces are fetched. @type {number[]} */
    this.firsts = [];
    /** Number of files of words by their sound. */
    this.files = { words: 0, initials: 0 };
    this.clauses = 0;
    this.length = 1;
    this.unpack = (/** @type {string} */ text) => text;
  }

  /** Fetches what every search needs; once. */
  open() {
    this.opening ??= this.#open().catch((error) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  async #open() {
    const load = this.load;
    const core = await load("core");
    this.load = (/** @type {string} */ name) => load(name, core.version); // no file of an older index beside newer ones
    this.clauses = core.clauses;
    this.length = core.length;
    this.unpack = unpacker(core.alphabet);
    this.means = this.unpack(core.means).split(";");
    this.language = new Language(JSON.parse(this.unpack(core.tables)));
    [...(core.alphabet + core.rare)].forEach((char, at) => {
      if (core.charCosts.charCodeAt(at) !== 32) this.lexicon.addMarked(char, core.charCosts.charCodeAt(at));
    });
    if (core.shards) {
      this.lists = new Lists(
        (name) => this.load(name),
        core.shards,
        this.unpack,
        this.lexicon,
        (payload) => this.#learn(payload),
      );
      let at = 0;
      this.starts = [0, ...core.chunks.map((/** @type {number} */ size) => (at += size))];
      this.files = core.heard;
      this.keys = this.unpack(core.documents[0]).split("\t");
      at = 0;
      this.firsts = core.documents[1].map((/** @type {number} */ step) => (at += step));
    } else {
      this.spoken = core.said;
      this.placed = core;
      this.starts = [0, core.clauses];
    }
    this.numbers = knownNumbers(this.keys);
    this.lexicon.addTerms(this.language.words(), core.typedCosts);
  }

  /**
   * Fetches what is known of `keys` (characters side by side in a query): how to cut there, what is meant, and of a
   * large corpus which clauses hold them; of a small one its text.
   * @param {Set<string>} keys
   */
  async fetch(keys) {
    const letters = [...keys].filter((key) => LETTERS.test(key));
    const others = [...keys].filter((key) => !LETTERS.test(key));
    if (this.lists) {
      const some = letters.slice(0, 2); // what is typed in pinyin stands nowhere: no need to look at every pair of letters
      await this.lists.fetch([...others, ...some]);
      if (letters.length > 2 && some.every((key) => this.lists?.has(key))) await this.lists.fetch(letters);
      return;
    }
    const numbers = new Set(others.map((key) => shardOf(key, this.spoken)));
    await Promise.all([this.piece(0), ...[...numbers].map((number) => this.#part(number))]);
    if (!this.keys.length) {
      this.keys = this.docs.map((doc) => doc.key);
      this.numbers = knownNumbers(this.keys);
    }
  }

  /** @param {number} number */
  #part(number) {
    let promise = this.learned.get(number);
    if (!promise) {
      promise = this.load(`said-${number}`).then((payload) => this.#learn(payload));
      promise.catch(() => this.learned.delete(number));
      this.learned.set(number, promise);
    }
    return promise;
  }

  /** What people say, as said.py writes it. @param {{said?: string, saidCosts?: string, daily?: string, dailyCosts?: string}} payload */
  #learn({ said, saidCosts, daily, dailyCosts }) {
    if (said && this.language) {
      const rows = this.unpack(said)
        .split(";")
        .map((line) => line.split("|"))
        .map(([says, row]) => `${says}|${/^\d+$/u.test(row ?? "") ? this.means[Number(row)] : row}`);
      this.lexicon.addTerms(this.language.addSynonyms(rows.join(";")), saidCosts ?? "");
    }
    if (daily && dailyCosts) readLexicon(this.everyday, this.unpack(daily).split("\n"), dailyCosts.split("\n"));
  }

  /** @param {{words: string, costs: string}} payload */
  addWords(payload) {
    const words = new Lexicon();
    readLexicon(words, this.unpack(payload.words).split("\n"), payload.costs.split("\n"));
    for (const [word, cost] of words.costs) {
      this.lexicon.addCheaper(word, cost);
      this.words.add(word);
    }
  }

  /**
   * Fetches words of a large corpus by their sound.
   * @param {"words" | "initials"} by the syllable of their first character, or the first letters of all
   * @param {Iterable<string>} sounds
   */
  async hear(by, sounds) {
    const names = new Set([...sounds].map((sound) => `${by}-${shardOf(sound, this.files[by], sound.length)}`));
    await Promise.all(
      [...names].map((name) => {
        let promise = this.heard.get(name);
        if (!promise) {
          promise = this.load(name).then((payload) => this.addWords(payload));
          promise.catch(() => this.heard.delete(name));
          this.heard.set(name, promise);
        }
        return promise;
      }),
    );
  }

  /** The clauses of one piece. @param {number} number @returns {Promise<Chunk[]>} */
  piece(number) {
    let promise = this.pieces.get(number);
    if (!promise) {
      promise = this.load(`texts-${number}`).then((payload) => this.#addTexts(payload, this.starts[number] ?? 0));
      promise.catch(() => this.pieces.delete(number));
      this.pieces.set(number, promise);
    }
    return promise;
  }

  /** @param {any} payload @param {number} first */
  #addTexts(payload, first) {
    const read = readTexts(payload, this.unpack, first);
    if (this.placed) this.#placeWords(read);
    const added = read.map(({ doc, clauses }) => {
      let document = this.docs.findIndex((known) => known.key === doc.key && known.url === doc.url);
      if (document < 0) document = this.docs.push(doc) - 1;
      return new Chunk(
        clauses.map((clause) => ({ ...clause, document })),
        () => /** @type {Doc} */ (this.docs[document]),
      );
    });
    this.chunks.push(...added);
    this.counts.clear();
    return added;
  }

  /** The words of a small corpus, from where they stand in its text (places.py). @param {ReturnType<typeof readTexts>} read */
  #placeWords(read) {
    const { placed } = this;
    this.placed = null;
    const corpus = read
      .flatMap(({ doc, clauses }) => [
        doc.key,
        doc.title,
        ...clauses.flatMap((clause) => [clause.heading, clause.text, ...clause.units.map((unit) => unit.name)]),
      ])
      .join("\n");
    placed.places.forEach((/** @type {string} */ steps, /** @type {number} */ index) => {
      let [at, word] = [0, 0];
      eachNumber(steps, (step) => {
        at += step;
        this.lexicon.addMarked(corpus.slice(at, at + index + 2), placed.placeCosts[index].charCodeAt(word++));
      });
    });
    this.addWords(placed);
  }

  /** Number of the piece that holds a clause. @param {number} clause */
  pieceOf(clause) {
    let [low, high] = [0, this.starts.length - 1];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (/** @type {number} */ (this.starts[middle]) <= clause) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Whether two characters stand side by side somewhere; of a large corpus, whether that is known. @param {string} pair */
  holdsPair(pair) {
    if (this.lists) return this.count(pair) > 0;
    if (!this.pairs) {
      this.pairs = new Set();
      for (const { all } of this.chunks)
        for (let at = 0; at + 1 < all.length; at++) this.pairs.add(all.slice(at, at + 2));
    }
    return this.pairs.has(pair);
  }

  /** Whether a string may stand letter for letter in the corpus. @param {string} text folded, without white space */
  holds(text) {
    return this.lists ? this.lists.literal(text).clauses.length > 0 : this.count(text) > 0;
  }

  /**
   * How often a folded string stands in the corpus. Of a large corpus only so much is known: the clauses that may hold
   * it where its lists are fetched, and else whether it is a word of the corpus.
   * @param {string} text
   */
  count(text) {
    if (this.lists)
      return this.lists.count(text) || (this.words.has(text) ? 64 - (this.lexicon.costs.get(text) ?? 63) : 0);
    let known = this.counts.get(text);
    if (known === undefined) {
      known = 0;
      if (text)
        for (const chunk of this.chunks)
          for (let at = chunk.all.indexOf(text); at >= 0; at = chunk.all.indexOf(text, at + 1)) known++;
      if (this.counts.size > 5000) this.counts.clear();
      this.counts.set(text, known);
    }
    return known;
  }
}

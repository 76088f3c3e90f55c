// From a query to ranked hits. Asks the loader for what it needs; knows nothing of pages.

import { readLexicon } from "./cut.js";
import { Rescue, correct, needsRescue } from "./correct.js";
import { Chunk } from "./corpus.js";
import { Language } from "./language.js";
import { analyse } from "./query.js";
import { rank } from "./rank.js";
import { unpacker } from "./unpack.js";

/** @import {Lexicon} from "./cut.js" */
/** @import {Clause, Doc, Hit, Query} from "./types.js" */
/** @typedef {(name: string) => Promise<any>} Loader gives the payload of one index file */

/**
 * @typedef {object} Answer
 * @property {Query} query
 * @property {Hit[]} hits
 */

export class Engine {
  /** @param {Loader} load */
  constructor(load) {
    this.load = load;
    /** @type {Promise<void> | null} */
    this.opening = null;
    /** @type {Chunk[]} */
    this.chunks = [];
    /** @type {Doc[]} */
    this.docs = [];
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Rescue | null} */
    this.rescue = null;
  }

  /** Loads what every search needs; once. */
  open() {
    this.opening ??= this.#open();
    return this.opening;
  }

  async #open() {
    const [core, texts] = await Promise.all([this.load("core"), this.load("texts-0")]);
    const unpack = (this.unpack = unpacker(core.alphabet));
    this.language = new Language(JSON.parse(unpack(core.tables)));
    this.lexicon = readLexicon(unpack(core.words).split("\n"), core.costs.split("\n"), core.chars ? unpack(core.chars) : "", core.charCosts);
    for (const [word, cost] of core.terms.map((/** @type {[string, number]} */ [word, cost]) => [unpack(word), cost])) this.lexicon.add(word, cost);
    this.statistics = { clauses: core.clauses, length: core.length };
    this.#addTexts(texts, unpack);
  }

  /** @param {any} texts @param {(text: string) => string} unpack */
  #addTexts(texts, unpack) {
    for (const [key, title, url, date, subjects, units, clauses] of texts.documents) {
      const document = this.docs.length;
      this.docs.push({ key: unpack(key), title: unpack(title), url: unpack(url), date: unpack(date), subjects: subjects.map(unpack) });
      const names = unpack(units).split("\n");
      /** @type {Map<string, string>} */
      const headings = new Map();
      /** @type {Clause[]} */
      const loaded = clauses.map((/** @type {any[]} */ row) => {
        const [path, heading, text, address, unitCodes, amounts, benefits] = row;
        const labels = unpack(path).split("/");
        headings.set(labels.join("/"), unpack(heading));
        return {
          index: this.total++, document, path: labels, heading: unpack(heading), text: unpack(text), url: unpack(address),
          above: labels.slice(1).map((_, depth) => headings.get(labels.slice(0, depth + 1).join("/")) ?? ""),
          units: (unitCodes ?? []).map((/** @type {number} */ code) => ({ name: names[code >> 3] ?? "", role: ROLES[code & 7] ?? "" })),
          amounts: amounts ?? [], benefits: (benefits ?? []).map(unpack),
        };
      });
      this.chunks.push(new Chunk(loaded, (number) => /** @type {Doc} */ (this.docs[number])));
    }
  }

  total = 0;

  /**
   * @param {string} raw @param {{synonyms?: boolean}} [options]
   * @returns {Promise<Answer>}
   */
  async search(raw, options = {}) {
    await this.open();
    const knowledge = {
      lexicon: /** @type {Lexicon} */ (this.lexicon), language: /** @type {Language} */ (this.language),
      keys: this.docs.map((doc) => doc.key), count: (/** @type {string} */ text) => this.count(text),
    };
    let query = analyse(raw, knowledge, options);
    if (this.count(query.literal) === 0 && needsRescue(raw, knowledge)) {
      this.rescue ??= await this.#openRescue();
      const { text, corrections, also } = correct(raw, knowledge, this.rescue);
      if (corrections.length) {
        query = { ...analyse(text, knowledge, options), raw, corrections };
        for (const concept of query.concepts)
          for (const word of also.get(concept.label) ?? []) concept.variants.push({ text: word, weight: 0.5 });
      }
    }
    const scored = rank(query, this.chunks, /** @type {any} */ (this.statistics), (document) => this.docs[document]?.key ?? "");
    const hits = scored.map(({ clause, score, literal }) => ({ clause, doc: /** @type {Doc} */ (this.docs[clause.document]), score, literal }));
    return { query, hits };
  }

  async #openRescue() {
    const data = await this.load("rescue");
    const unpack = /** @type {(text: string) => string} */ (this.unpack);
    return new Rescue({ traditional: unpack(data.traditional), syllables: unpack(data.syllables) }, /** @type {Lexicon} */ (this.lexicon));
  }

  /** How often a folded string stands in the loaded text. @param {string} text */
  count(text) {
    let known = this.counts.get(text);
    if (known === undefined) {
      known = 0;
      if (text) for (const chunk of this.chunks) for (let at = chunk.all.indexOf(text); at >= 0; at = chunk.all.indexOf(text, at + 1)) known++;
      if (this.counts.size > 5000) this.counts.clear();
      this.counts.set(text, known);
    }
    return known;
  }

  /**
   * Words of the corpus that share most characters with what was typed.
   * @param {Query} query
   */
  nearest(query) {
    const typed = new Set(query.literal);
    return [...(this.lexicon?.costs.keys() ?? [])]
      .filter((word) => word.length > 1)
      .map((word) => ({ word, shared: [...word].filter((char) => typed.has(char)).length / word.length }))
      .filter(({ shared }) => shared >= 0.5)
      .sort((a, b) => b.shared - a.shared || b.word.length - a.word.length)
      .slice(0, 6)
      .map(({ word }) => word);
  }
}

const ROLES = ["lead", "support", "responsible", "guide", "implement"];

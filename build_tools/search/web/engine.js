// From a query to ranked hits. Asks the loader for what it needs; knows nothing of pages.

import { correct, needsRescue, shortened } from "./correct.js";
import { fold, squeeze } from "./fold.js";
import { startsOf } from "./lists.js";
import { nearestWords } from "./nearest.js";
import { pairsAcross } from "./phrasing.js";
import { analyse } from "./query.js";
import { rank } from "./rank.js";
import { Rescue } from "./rescue.js";
import { select } from "./selection.js";
import { Store } from "./store.js";

/** @import {Chunk} from "./corpus.js" */
/** @import {Doc, Hit, Query} from "./types.js" */
/** @import {Loader} from "./store.js" */

const LONGEST = 300; // characters of a query that are looked at
const MOST_CONCEPTS = 24; // words looked for, the first of a very long query
const MOST_VARIANTS = 120; // and all that may stand for them
const MEANT = 6; // words of the same initials of which it is looked up how often they stand

/**
 * @typedef {object} Answer
 * @property {Query} query
 * @property {Hit[]} hits   ranked, as far as they are loaded
 * @property {number} total
 * @property {(() => Promise<Hit[]>) | null} more  loads further hits; null: there are none
 */

/**
 * @typedef {object} Suggestion
 * @property {"unit"|"heading"|"document"} kind
 * @property {string} text
 * @property {string} note
 * @property {string} url   from the site's root; empty: to be searched for
 * @property {Query} query
 */

export class Engine {
  /** @param {Loader} load */
  constructor(load) {
    this.store = new Store(load);
    /** @type {Promise<Rescue> | null} */
    this.rescue = null;
  }

  open() {
    return this.store.open();
  }

  /**
   * @param {string} raw @param {{synonyms?: boolean}} [options]
   * @returns {Promise<Answer>}
   */
  async search(raw, options = {}) {
    await this.store.open();
    const query = bounded(await this.#understand(raw.slice(0, LONGEST), options));
    query.cut = raw.length > LONGEST;
    const ranked = (/** @type {Chunk[]} */ chunks) => this.#ranked(query, chunks);
    return this.store.lists ? select(query, this.store.lists, this.store, ranked) : this.#whole(query);
  }

  /** How often a word stands in the corpus, as far as that is known. @param {string} word folded */
  count(word) {
    return this.store.count(word);
  }

  get #knowledge() {
    const { store } = this;
    if (!store.language) throw new Error("索引尚未打开");
    return {
      lexicon: store.lexicon,
      language: store.language,
      numbers: store.numbers,
      count: (/** @type {string} */ text) => store.count(text),
      pair: (/** @type {string} */ two) => store.holdsPair(two),
    };
  }

  /** @param {string} raw @param {{synonyms?: boolean}} options @returns {Promise<Query>} */
  async #understand(raw, options) {
    const { store } = this;
    const plain = squeeze(fold(raw));
    await store.fetch(new Set([...startsOf(plain), ...pairsAcross(plain)]));
    const knowledge = this.#knowledge;
    const spoken = { ...knowledge, lexicon: store.everyday }; // what no text holds is a word all the same: 居住证
    const query = analyse(raw, spoken, options);
    if (query.place.length || store.holds(query.literal) || !needsRescue(raw, knowledge)) return query;
    this.rescue ??= this.#openRescue();
    const rescue = await this.rescue;
    if (store.lists) {
      const letters = shortened(raw, spoken);
      await Promise.all([store.hear("words", rescue.sounds(raw, spoken)), store.hear("initials", letters)]);
      const meant = letters.flatMap((some) => rescue.initialled(some).slice(0, MEANT));
      await store.fetch(new Set(meant.flatMap((word) => [...startsOf(word)])));
    }
    const { text, corrections, also } = correct(raw, spoken, rescue);
    if (corrections.length) await store.fetch(startsOf(squeeze(fold(text))));
    const corrected = analyse(text, spoken, options);
    for (const concept of corrected.concepts)
      for (const word of also.get(concept.label) ?? []) concept.variants.push({ text: word, weight: 0.5 });
    return { ...corrected, raw, corrections };
  }

  async #openRescue() {
    const { store } = this;
    const data = await store.load("rescue");
    const { unpack, lexicon } = store;
    return new Rescue({ traditional: unpack(data.traditional), syllables: unpack(data.syllables) }, lexicon);
  }

  /** @param {Query} query @returns {Answer} */
  #whole(query) {
    const hits = this.#ranked(query, this.store.chunks);
    return { query, hits, total: hits.length, more: null };
  }

  /** @param {Query} query @param {Chunk[]} chunks @returns {Hit[]} */
  #ranked(query, chunks) {
    const { store } = this;
    const statistics = {
      clauses: store.clauses,
      length: store.length,
      count: store.lists ? (/** @type {string} */ word) => store.count(word) : null,
    };
    return rank(query, chunks, statistics, (document) => store.docs[document]?.key ?? "").map(
      ({ clause, score, literal, close }) => ({
        clause,
        doc: /** @type {Doc} */ (store.docs[clause.document]),
        score,
        literal,
        close,
      }),
    );
  }

  /**
   * What someone who has typed this much may mean: units, headings and documents that hold it.
   * @param {string} text @returns {Promise<Suggestion[]>}
   */
  async suggest(text) {
    const { query, hits } = await this.search(text);
    const wanted = squeeze(fold(text));
    const holds = (/** @type {string} */ name) => squeeze(fold(name)).includes(wanted);
    const units = [...new Set(hits.flatMap((hit) => hit.clause?.units.map((unit) => unit.name) ?? []).filter(holds))];
    const headings = hits.filter((hit) => hit.clause?.heading);
    const literal = headings.filter((hit) => holds(hit.clause?.heading ?? ""));
    const known = [...hits.map((hit) => hit.doc), ...this.store.docs.filter((doc) => wanted && holds(doc.key))];
    const documents = [...new Map(known.map((doc) => [doc.key, doc])).values()].filter(
      (doc) => holds(doc.title) || holds(doc.key) || query.documents.includes(doc.key),
    );
    return [
      ...units
        .slice(0, 3)
        .map((name) => ({ kind: /** @type {const} */ ("unit"), text: name, note: "", url: "", query })),
      ...documents.slice(0, 2).map((doc) => ({
        kind: /** @type {const} */ ("document"),
        text: doc.title,
        note: doc.key,
        url: doc.url,
        query,
      })),
      ...(literal.length ? literal : headings).slice(0, 5).map((hit) => ({
        kind: /** @type {const} */ ("heading"),
        text: hit.clause?.heading ?? "",
        note: hit.doc.key,
        url: hit.clause?.url ?? "",
        query,
      })),
    ].slice(0, 8);
  }

  /**
   * Words of the corpus that are nearest to what was typed.
   * @param {Query} query
   */
  nearest(query) {
    return nearestWords(query.unheard.join("") || query.literal, this.store.lexicon, (word) => this.store.count(word));
  }
}

/** A very long query, cut down so that no search takes long. @param {Query} query */
function bounded(query) {
  query.concepts.splice(MOST_CONCEPTS);
  query.pairs.splice(MOST_CONCEPTS);
  const all = query.concepts.reduce((sum, { variants }) => sum + variants.length, 0);
  if (all > MOST_VARIANTS) {
    const each = Math.max(1, Math.floor(MOST_VARIANTS / query.concepts.length));
    for (const concept of query.concepts)
      concept.variants = [...concept.variants].sort((a, b) => b.weight - a.weight).slice(0, each);
  }
  return query;
}

// Search in a large corpus: clauses are chosen from the lists, their pieces of text fetched, and ranked as in a small one.

import { candidates, fetchLists } from "./select.js";

/** @import {Chunk} from "./corpus.js" */
/** @import {Answer} from "./engine.js" */
/** @import {Lists} from "./lists.js" */
/** @import {Candidates} from "./select.js" */
/** @import {Store} from "./store.js" */
/** @import {Hit, Query} from "./types.js" */

const FIRST = 20; // clauses that are fetched for the first results
const NEXT = 40; // and each time that more are asked for

/**
 * @param {Query} query @param {Lists} lists @param {Store} store
 * @param {(chunks: Chunk[]) => Hit[]} ranked hits among loaded clauses
 * @returns {Promise<Answer>}
 */
export async function select(query, lists, store, ranked) {
  await fetchLists(query, lists);
  const selection = new Selection(query, lists, store, ranked);
  await selection.open();
  return selection.answer();
}

class Selection {
  /** @param {Query} query @param {Lists} lists @param {Store} store @param {(chunks: Chunk[]) => Hit[]} ranked */
  constructor(query, lists, store, ranked) {
    this.query = query;
    this.lists = lists;
    this.store = store;
    this.ranked = ranked;
    /** @type {Candidates} */
    this.chosen = candidates(query, lists, store.clauses);
    this.literal = this.#literal();
    this.own = query.documents.flatMap((key) => this.#clausesOf(key));
    this.placed = query.place.length && !this.own.length ? this.chosen.ordered(lists.placed(query.place)) : [];
    /** Pieces that were fetched. @type {Set<number>} */
    this.loaded = new Set();
    /** @type {Hit[]} */
    this.hits = [];
    /** Clauses that are not shown yet, in order; null before they are asked for. @type {number[] | null} */
    this.rest = null;
  }

  /** Clauses that may hold what was typed letter for letter, headings first. */
  #literal() {
    if (this.query.literal.length < 2) return [];
    const { clauses, strengths } = this.lists.literal(this.query.literal);
    return [...clauses.keys()].sort((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0)).map((at) => clauses[at] ?? 0);
  }

  /** Clauses of a document, those that answer best first. @param {string} key */
  #clausesOf(key) {
    const { keys, firsts, clauses } = this.store;
    const at = keys.indexOf(key);
    const [from, to] = [firsts[at] ?? 0, firsts[at + 1] ?? clauses];
    const inside = this.chosen.all().filter((clause) => clause >= from && clause < to);
    return [...new Set([...inside, ...Array.from({ length: to - from }, (_, step) => from + step)])];
  }

  /** Fetches the first clauses, and further ones until what was typed is found where it stands. */
  async open() {
    this.hits = this.ranked(await this.#fetch(this.#wanted()));
    await this.#look(this.literal);
    if (this.#missing() && this.literal.length && (await this.lists.complete(this.query.literal)))
      await this.#look([...this.lists.literal(this.query.literal).clauses]);
  }

  #wanted() {
    const { own, placed, literal, chosen } = this;
    const whole = this.query.place.length > 0; // a place in a document: any of its clauses may be it
    const first = [...(whole ? own : own.slice(0, FIRST)), ...placed.slice(0, FIRST)];
    const wanted = [...new Set([...first, ...literal.slice(0, FIRST / 2), ...chosen.best.slice(0, FIRST)])];
    return whole ? wanted : wanted.slice(0, FIRST * 1.4);
  }

  /** @param {number[]} clauses @returns {Promise<Chunk[]>} pieces that were not loaded before */
  async #fetch(clauses) {
    const numbers = new Set(clauses.map((clause) => this.store.pieceOf(clause)));
    const fresh = [...numbers].filter((number) => !this.loaded.has(number));
    for (const number of fresh) this.loaded.add(number);
    return (await Promise.all(fresh.map((number) => this.store.piece(number)))).flat();
  }

  /** Whether what was typed in one run has not been found word for word. */
  #missing() {
    const typed = !/\s/u.test(this.query.text) && !this.query.corrections.length;
    return typed && !this.hits.some((hit) => hit.literal);
  }

  /** @param {number[]} clauses */
  async #look(clauses) {
    for (let at = 0; at < clauses.length && this.#missing(); at += NEXT) {
      const found = this.ranked(await this.#fetch(clauses.slice(at, at + NEXT)));
      this.hits = [...this.hits, ...found].sort((a, b) => b.score - a.score);
    }
  }

  /** @returns {Answer} */
  answer() {
    const { query, hits, chosen, placed } = this;
    const shown = new Set(hits.map((hit) => hit.clause?.index));
    const more = chosen.size + placed.length > hits.length ? () => this.#more(shown) : null;
    return { query, hits, total: Math.max(hits.length, chosen.size, placed.length), more };
  }

  /** The next hits. @param {Set<number | undefined>} shown clauses that were shown before */
  async #more(shown) {
    this.rest ??= [...new Set([...this.placed, ...this.literal, ...this.chosen.all()])].filter(
      (clause) => !shown.has(clause),
    );
    /** @type {Hit[]} */
    let next = [];
    while (!next.length && this.rest.length) {
      next = this.ranked(await this.#fetch(this.rest.splice(0, NEXT))).filter((hit) => !shown.has(hit.clause?.index));
      for (const hit of next) shown.add(hit.clause?.index);
    }
    return next;
  }
}

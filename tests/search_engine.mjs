// The browser's half of search, driven from the tests: reads one JSON request from standard input, answers in JSON.

import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { Lexicon } from "../build_tools/search/web/cut.js";
import { Engine } from "../build_tools/search/web/engine.js";
import { fold } from "../build_tools/search/web/fold.js";
import { decode, shardOf } from "../build_tools/search/web/lists.js";
import { figures, documentNumbers } from "../build_tools/search/web/numbers.js";
import { snippetOf } from "../build_tools/search/web/snippet.js";
import { unpacker } from "../build_tools/search/web/unpack.js";

const request = JSON.parse(fs.readFileSync(0, "utf8"));

/** Reads index files as the page does: each is a script that calls policySearch. */
function loader(folder, names) {
  return async (name) => {
    names.add(name);
    let content;
    vm.runInNewContext(fs.readFileSync(path.join(folder, `${name}.js`), "utf8"), { policySearch: (_, payload) => (content = payload) });
    return content;
  };
}

async function search({ index, queries, limit = 20, fresh = false, options = {} }) {
  const names = new Set();
  let engine = new Engine(loader(index, names));
  await engine.open();
  const answers = [];
  for (const text of queries) {
    if (fresh) {
      names.clear();
      engine = new Engine(loader(index, names));
    }
    const { query, hits, total } = await engine.search(text, options);
    const times = [];
    if (fresh) {
      for (let turn = 0; turn < 3; turn++) {
        const start = performance.now();
        await engine.search(text, options);
        times.push(performance.now() - start);
      }
    }
    answers.push({
      hits: hits.slice(0, limit).map(({ clause, doc, literal }) => ({ doc: doc.key, path: clause.path, literal })),
      total, documents: query.documents, roles: query.roles, money: query.money, asks: query.asks, place: query.place, unheard: query.unheard,
      amounts: query.concepts.flatMap(({ yuan }) => yuan ?? []), corrections: query.corrections,
      sentence: hits[0]?.clause ? snippetOf(hits[0].clause.text, query, hits[0].clause.heading).text : "",
      synonyms: query.synonyms, concepts: query.concepts.map(({ label, kind }) => [label, kind]),
      files: [...names], milliseconds: Math.min(...times),
    });
  }
  return answers;
}

async function cut({ index, texts }) {
  const engine = new Engine(loader(index, new Set()));
  await engine.open();
  const { store } = engine;
  await store.fetch(texts.flatMap((text) => [...text].map((_, at) => text.slice(at, at + 2))));
  return texts.map((text) => store.lexicon.words(text));
}

const COMMANDS = {
  search, cut,
  fold: ({ texts }) => texts.map(fold),
  unpack: ({ alphabet, texts }) => texts.map(unpacker(alphabet)),
  decode: ({ texts }) => texts.map((text) => { const { clauses, strengths } = decode(text); return [[...clauses], [...strengths]]; }),
  shards: ({ keys, shards }) => keys.map((key) => shardOf(key, shards)),
  figures: ({ texts }) => texts.map((text) => figures(fold(text)).map((figure) => [figure.text, figure.yuan])),
  numbers: ({ texts, prefixes }) => texts.map((text) => documentNumbers(fold(text), new Set(prefixes)).map((number) => [number.prefix, number.year, number.number])),
  path: ({ costs, runs }) => runs.map((run) => new Lexicon(new Map(Object.entries(costs))).cut(run)),
};

process.stdout.write(JSON.stringify(await COMMANDS[request.command](request)));

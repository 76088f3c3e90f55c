// Pictures for the pages, drawn at build time. In: a line of JSON, a list of charts; out: a line of JSON, {svg: [...]} or
// {error: words}. A chart is a Vega specification, and perhaps a graph that is to be laid out first.
// Nothing here depends on the machine: no fonts are measured, no window is needed.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";
import dagre from "@dagrejs/dagre";

import { tidy } from "./tidy.js";
import { wrap } from "./wrap.js";

/**
 * @typedef {{from: string, to: string}} Edge
 * @typedef {{id: string, label: string, width: number, ems: number}} Node
 * @typedef {{nodes: Node[], edges: Edge[], line: number, gap: number, ranks: number}} Graph
 * @typedef {{spec: {data: {name: string, values?: object[]}[]}, graph?: Graph}} Chart
 */

const vega = load();
vega.expressionFunction("wrap", wrap);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}

/** Vega from its one file: a third of the time that its many modules take to load. */
function load() {
  const file = new URL("../node_modules/vega/build/vega.min.js", import.meta.url);
  const module = { exports: /** @type {any} */ ({}) };
  runInThisContext(`(function(exports,module){${readFileSync(file, "utf8")}\n})`)(module.exports, module);
  return module.exports;
}

/** @param {string} line */
async function answer(line) {
  try {
    return { svg: await Promise.all(JSON.parse(line).map(draw)) };
  } catch (error) {
    return { error: String(error) };
  }
}

/** @param {Chart} chart */
async function draw({ spec, graph }) {
  const data = graph ? [...arranged(graph), ...spec.data] : spec.data;
  const view = new vega.View(vega.parse({ ...spec, data }), { renderer: "none", logLevel: vega.Error });
  return tidy(await view.toSVG());
}

/**
 * Places of nodes (middle) and edges, by layers from left to right.
 * @param {Graph} graph
 */
function arranged({ nodes, edges, line, gap, ranks }) {
  const layout = new dagre.graphlib.Graph().setDefaultEdgeLabel(() => ({}));
  layout.setGraph({ rankdir: "LR", nodesep: gap, ranksep: ranks });
  for (const { id, label, width, ems } of nodes) {
    layout.setNode(id, { width, height: wrap(label, ems).length * line });
  }
  for (const { from, to } of edges.toReversed()) layout.setEdge(from, to);
  dagre.layout(layout);
  return [
    { name: "nodes", values: nodes.map((node) => ({ ...node, ...layout.node(node.id) })) },
    { name: "edges", values: edges.map((edge) => ({ ...edge, a: layout.node(edge.from), b: layout.node(edge.to) })) },
    { name: "size", values: [{ height: layout.graph().height }] },
  ];
}

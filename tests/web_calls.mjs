// Calls pure functions of the browser code: reads [{module, name, args}] as JSON on standard input, prints their results.
// An argument {map: {...}} is a Map, {holds: "…"} a function that tells whether the text holds a word.

const shown = (value) => JSON.stringify(value, (_, part) => (part instanceof Map ? Object.fromEntries(part) : part));
const read = (argument) =>
  argument?.map && !Array.isArray(argument) ? new Map(Object.entries(argument.map)) : argument?.holds !== undefined ? (word) => argument.holds.includes(word) : argument;

let text = "";
for await (const piece of process.stdin) text += piece;
const results = [];
for (const { module, name, args } of JSON.parse(text)) {
  const found = await import(new URL(`../build_tools/web/lib/${module}.js`, import.meta.url));
  results.push(found[name](...args.map(read)));
}
console.log(shown(results.map((result) => result ?? null)));

// Files of text → clauses. Rows as chunks.py (chunk_payload) writes them.

/** @import {Clause, Doc} from "./types.js" */

const ROLES = ["lead", "support", "responsible", "guide", "implement"]; // chunks.py: ROLES

/**
 * @param {any} payload @param {(text: string) => string} unpack
 * @param {number} first number of the file's first clause
 * @returns {{doc: Doc, clauses: Omit<Clause, "document">[]}[]}
 */
export function readTexts(payload, unpack, first) {
  let index = first;
  const offices = unpack(payload.units)
    .split("\n")
    .map((/** @type {string} */ line) => line.split("\t"));
  return payload.documents.map((/** @type {any[]} */ row) => {
    const [key, title, url, date, subjects, rows, above] = row;
    const doc = { key: unpack(key), title: unpack(title), url: unpack(url), date: unpack(date) };
    const topics = subjects.map(unpack);
    /** @type {Map<string, string>} */
    const headings = new Map(
      above.map((/** @type {[string, string]} */ [path, heading]) => [unpack(path), unpack(heading)]),
    );
    const clauses = rows.map((/** @type {any[]} */ fields) => {
      const [
        path,
        heading = "",
        text = "",
        address = "",
        unitCodes = [],
        amounts = [],
        benefits = [],
        codes = [],
        mentioned = [],
      ] = fields;
      const labels = unpack(path).split("/");
      headings.set(labels.join("/"), unpack(heading));
      return {
        index: index++,
        path: labels,
        heading: unpack(heading),
        text: unpack(text),
        url: doc.url + unpack(address),
        above: labels.slice(1).map((_, depth) => headings.get(labels.slice(0, depth + 1).join("/")) ?? ""),
        units: unitCodes.map((/** @type {number} */ code) => ({
          name: offices[code >> 3]?.[0] ?? "",
          url: offices[code >> 3]?.[1] ?? "",
          role: ROLES[code & 7] ?? "",
        })),
        amounts,
        mentioned,
        benefits: benefits.map(unpack),
        subjects: codes.map((/** @type {number} */ code) => topics[code]),
      };
    });
    return { doc, clauses };
  });
}

// Text as it is compared: one character for one character, so that a hit can be marked in the text as printed.
// Same table as fold.py; a test compares the two.

/** @type {[string, string][]} */
const SAME = [
  ["〔［【[〖｛{", "("],
  ["〕］】]〗｝}", ")"],
  ["“”„‟″「」『』＂", '"'],
  ["‘’‚‛′＇`", "'"],
  ["—–―‐‑‒−－~～〜﹣", "-"],
  ["、", ","],
  ["。", "."],
  ["；", ";"],
  ["²", "2"],
  ["³", "3"],
  ["•", "·"],
];

/** @type {Map<string, string>} */
const known = new Map();
for (const [from, to] of SAME) for (const char of from) known.set(char, to);
known.set("㎡", "㎡");

/** @param {string} char */
function foldChar(char) {
  let form = known.get(char);
  if (form === undefined) {
    form = char.normalize("NFKC").toLowerCase();
    if (form.length !== char.length) form = char;
    form = known.get(form) ?? form;
    known.set(char, form);
  }
  return form;
}

/**
 * Half width, lower case, one form of brackets, quotes and dashes; same length.
 * @param {string} text
 */
export function fold(text) {
  return text.replace(/[^\u3400-\u9fff]/gu, foldChar);
}

/**
 * Without white space: what a reader sees as one run is one run.
 * @param {string} text
 */
export function squeeze(text) {
  return text.replace(/\s+/gu, "");
}

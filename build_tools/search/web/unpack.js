// The other half of pack.py: numbers back to characters.

/** One code a character, in the order of pack.py's CODES. */
function codes() {
  let out = "";
  for (let code = 0x20; code < 0x7f; code++) if (code !== 0x22 && code !== 0x5c && code !== 0x3c) out += String.fromCharCode(code);
  for (let code = 0xa1; code < 0x800; code++) if (code !== 0xad) out += String.fromCharCode(code);
  return out;
}

/**
 * @param {string} alphabet the corpus's characters in the order of their numbers
 * @returns {(text: string) => string}
 */
export function unpacker(alphabet) {
  const table = new Map();
  const order = codes();
  [...alphabet].forEach((char, index) => table.set(order.charAt(index), char));
  return (text) => {
    let out = "";
    for (const char of text) out += table.get(char) ?? char;
    return out;
  };
}

// The other half of pack.py: numbers back to characters.

const RANGE = 0x800; // no number lies above

/** One code a character, in the order of pack.py's CODES. */
function codes() {
  const out = [];
  for (let code = 0x20; code < 0x7f; code++) if (code !== 0x22 && code !== 0x5c && code !== 0x3c) out.push(code);
  for (let code = 0xa1; code < RANGE; code++) if (code !== 0xad) out.push(code);
  return out;
}

/**
 * @param {string} alphabet the corpus's characters in the order of their numbers, each of one UTF-16 unit
 * @returns {(text: string) => string}
 */
export function unpacker(alphabet) {
  const table = Uint16Array.from({ length: RANGE }, (_, code) => code);
  codes()
    .slice(0, alphabet.length)
    .forEach((code, index) => (table[code] = alphabet.charCodeAt(index)));
  return (text) => {
    let out = "";
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      out += String.fromCharCode(code < RANGE ? /** @type {number} */ (table[code]) : code);
    }
    return out;
  };
}

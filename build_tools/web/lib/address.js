/**
 * The address of this page that can be given away: without query and without "index.html".
 * A page opened from a folder has none; there its path below the site's root is all that can be told.
 * @param {string} shown path below the root, as the page prints it
 * @param {string} hash fragment to keep, with "#", or ""
 */
export function permanentAddress(shown, hash) {
  if (location.protocol === "file:") return shown + hash;
  return location.origin + location.pathname.replace(/index\.html$/, "") + hash;
}

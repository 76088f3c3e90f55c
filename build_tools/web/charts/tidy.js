// What Vega draws, without what a page gives itself: colours and type come from the style sheet, by the names of the marks.

const TAG = /<[^<>]*>/g; // Vega escapes < and > in texts and values
const NEEDLESS =
  / (?:(?:xmlns|xmlns:xlink|version|font-family|role|aria-[a-z]+|pointer-events|opacity|stroke-miterlimit|fill|stroke)="[^"]*"|transform="translate\(0,0\)"|text-anchor="start")/g;
const BACKGROUND = /<path class="background"[^<>]*\/>/g;
const DECIMALS = /-?\d+\.\d{2,}/g;

/** @param {string} svg */
export function tidy(svg) {
  const short = svg.replace(BACKGROUND, "").replace(TAG, (tag) =>
    tag
      .replace(NEEDLESS, "")
      .replace(/ class="([^"]*)"/, (_, names) => named(names))
      .replace(DECIMALS, (number) => String(Number(Number(number).toFixed(1)))),
  );
  return short.replace(/<path d="" display="none"\/>|<g[^<>]*\/>/g, "");
}

/** @param {string} names Vega's classes: kind, role, name of the mark */
function named(names) {
  const own = names.split(" ").slice(2).join(" ");
  return own ? ` class="${own}"` : "";
}

// On every page: larger type, dark mode, copying of citation and address, a QR code, links to paragraphs.
// Everything here is an addition; the page reads and works without it.

import { renderSVG } from "uqr";
import { bootSearch } from "../../search/web/boot.js";
import { permanentAddress } from "../lib/address.js";
import { announce, copyText } from "../lib/clipboard.js";

const root = document.documentElement;

/** @param {string} name @param {string} value */
function remember(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // private browsing: the choice holds for this page
  }
}

function dark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function preferences() {
  const box = /** @type {HTMLElement | null} */ (document.querySelector(".prefs"));
  if (!box) return;
  const large = /** @type {HTMLButtonElement} */ (box.querySelector('[data-pref="large"]'));
  const theme = /** @type {HTMLButtonElement} */ (box.querySelector('[data-pref="theme"]'));
  const show = () => {
    large.setAttribute("aria-pressed", String("large" in root.dataset));
    theme.setAttribute("aria-pressed", String(dark()));
  };
  large.addEventListener("click", () => {
    if ("large" in root.dataset) delete root.dataset.large;
    else root.dataset.large = "";
    remember("large", "large" in root.dataset ? "1" : "");
    show();
  });
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
}

function paragraphHash() {
  return /^#p\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1)) ? location.hash : "";
}

function sharing() {
  const citation = document.getElementById("citation");
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-permalink]"));
  if (!citation || !link) return;
  const shown = link.textContent ?? "";
  const status = /** @type {HTMLElement | null} */ (document.querySelector("[data-copy-status]"));
  const parts = (citation.dataset.parts ?? "").split("|");
  const folder = location.protocol === "file:"; // a page there has no address that could be given away
  const address = () => permanentAddress(shown, paragraphHash());
  const words = () => (citation.textContent ?? "") + (parts[Number(paragraphHash().slice(2)) - 1] ?? "");
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
    button.addEventListener("click", async () => {
      const whole = button.dataset.copy === "citation";
      const done = await copyText(whole ? words() + (folder ? "" : `\n${address()}`) : address());
      announce(status, done ? (whole ? "引用已复制" : "链接已复制") : "复制未成功，请选中文字后复制");
    });
  }
  if (folder) return;
  link.textContent = permanentAddress(shown, "");
  link.href = link.textContent;
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-qr]"));
  if (!place) return;
  place.innerHTML = renderSVG(link.textContent, { ecc: "M", border: 1 });
  place.firstElementChild?.setAttribute("role", "img");
  place.firstElementChild?.setAttribute("aria-label", "本页地址的二维码");
}

function paragraphLinks() {
  for (const paragraph of document.querySelectorAll(".layout-clause .text > p[id]")) {
    const link = document.createElement("a"); // its sign is drawn by the style sheet: the text stays the source's
    link.className = "para";
    link.href = `#${paragraph.id}`;
    link.setAttribute("aria-label", "本段的链接");
    paragraph.append(link);
  }
}

preferences();
sharing();
paragraphLinks();
const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src;
if (own) bootSearch(new URL("search.js", own).href, document.getElementById("search-results") !== null);

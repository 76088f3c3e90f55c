// Suggestions under a search box, and the keys that move between box, suggestions and results.

import { el, marked } from "./dom.js";
import { spansOf } from "./snippet.js";

/** @import {Engine, Suggestion} from "./engine.js" */

const WAIT = 120; // milliseconds of rest before suggestions are looked up
const KINDS = { unit: "单位", heading: "条款", document: "文件" };
let boxes = 0;

export class Box {
  /**
   * @param {HTMLInputElement} input @param {Engine} engine @param {string} root address of the site's root
   * @param {(query: string) => void} submit
   */
  constructor(input, engine, root, submit) {
    this.input = input;
    this.engine = engine;
    this.root = root;
    this.submit = submit;
    this.turn = 0;
    this.active = -1;
    this.timer = 0;
    this.composing = false;
    /** @type {Suggestion[]} */
    this.items = [];
    this.list = el("ul", {
      class: "suggestions",
      role: "listbox",
      id: `suggestions-${++boxes}`,
      "aria-label": "检索建议",
      hidden: true,
    });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    (input.closest(".field") ?? input.form ?? input.parentElement)?.append(this.list);
    this.#listen();
  }

  #listen() {
    const { input, list } = this;
    input.addEventListener("compositionstart", () => (this.composing = true));
    input.addEventListener("compositionend", () => {
      this.composing = false;
      this.soon();
    });
    input.addEventListener("input", () => this.soon());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps its focus
    list.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("li");
      if (row) this.#choose(Number(row.getAttribute("data-at")));
    });
  }

  /** Looks up suggestions when typing rests. */
  soon() {
    clearTimeout(this.timer);
    if (!this.composing) this.timer = window.setTimeout(() => void this.#look(), WAIT);
  }

  async #look() {
    const turn = ++this.turn;
    const text = this.input.value.trim();
    if (text.length < 2 && !/[\u4e00-\u9fff]/u.test(text)) return this.close();
    try {
      const items = await this.engine.suggest(text);
      if (turn !== this.turn || this.composing || document.activeElement !== this.input) return;
      this.#draw(items);
    } catch {
      this.close(); // suggestions are a help; the search itself will say what is wrong
    }
  }

  /** @param {Suggestion[]} items */
  #draw(items) {
    this.items = items;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(
      ...items.map(({ kind, text, note, query }, at) =>
        el(
          "li",
          { role: "option", id: `${this.list.id}-${at}`, "data-at": at, "aria-selected": "false" },
          el("span", { class: "said-kind" }, KINDS[kind]),
          el("span", { class: "said-name" }, marked(text, spansOf(text, query))),
          note && el("small", {}, note),
        ),
      ),
    );
    this.list.hidden = items.length === 0;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
  }

  close() {
    clearTimeout(this.timer);
    this.turn++;
    this.#draw([]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || this.composing) return;
    if (event.key === "Escape" && this.items.length) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.items.length) {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "ArrowDown") {
      const first = /** @type {HTMLElement | null} */ (document.querySelector("#search-results a[data-result]"));
      if (first) event.preventDefault();
      first?.focus();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.#choose(this.active);
    } else if (event.key === "Enter") this.close();
  }

  /** @param {number} step */
  #move(step) {
    const size = this.items.length;
    this.active = this.active < 0 && step < 0 ? size - 1 : (this.active + step + size + 1) % (size + 1);
    if (this.active === size) this.active = -1;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.active)));
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} at */
  #choose(at) {
    const item = this.items[at];
    if (!item) return;
    this.close();
    if (item.url) location.href = `${this.root}${item.url}index.html`;
    else {
      this.input.value = item.text;
      this.submit(item.text);
    }
  }
}

/** Arrow keys move from result to result. @param {HTMLElement} section @param {HTMLInputElement | null} input */
export function walkResults(section, input) {
  section.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("a[data-result]")]);
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    event.preventDefault();
    (links[at + (event.key === "ArrowDown" ? 1 : -1)] ?? (event.key === "ArrowUp" ? input : links[at]))?.focus();
  });
}

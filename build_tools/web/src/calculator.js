// 算一算: one small form an item; each shows the sum, the formula and the clause.

import { readQuantity } from "../lib/quantity.js";
import { byTier, explain, money } from "../lib/reckon.js";

/** @type {Readonly<Record<string, number>>} */
const SIZES = { 万元: 1e4, 亿元: 1e8 };

/** @param {string | undefined} text */
const figure = (text) => (text ? Number(text) : null);

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.calc"))) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const wrong = /** @type {HTMLElement} */ (form.querySelector(".wrong"));
  const basis = /** @type {HTMLElement} */ (form.querySelector(".basis"));
  const data = form.dataset;
  const unit = data.unit ?? "";
  const count = data.count === "yes";
  const card = {
    name: data.name ?? "",
    unit,
    count,
    bound: data.bound ?? "",
    scope: data.scope ?? "",
    condition: data.condition ?? "",
    low: Number(data.low),
    high: Number(data.high),
    cap: figure(data.cap),
    least: figure(data.least),
    most: figure(data.most),
    strict: data.strict === "yes",
  };
  const tiers = [...(form.closest("li")?.querySelectorAll("[data-at]") ?? [])].map((element) => {
    const tier = /** @type {HTMLElement} */ (element).dataset;
    return { element, at: Number(tier.at), strict: tier.strict === "yes", sum: tier.sum ?? "" };
  });

  /** @param {string[]} lines */
  const say = (lines) => {
    output.replaceChildren(
      ...lines.filter(Boolean).map((line) => {
        const element = document.createElement("span");
        element.textContent = line;
        return element;
      }),
    );
    basis.hidden = !lines.length;
  };
  const show = () => {
    tiers.forEach((tier) => tier.element.classList.remove("hit"));
    const found = readQuantity(input.value, SIZES[unit] ?? 1);
    const error = found && "error" in found ? found.error : "";
    wrong.textContent = error;
    input.setAttribute("aria-invalid", String(Boolean(error)));
    if (!found || "error" in found) return say([]);
    const read = `按 ${count ? `${Number(found.value.toFixed(6))} ${unit}` : money(found.value)} 计`;
    if (data.kind === "tier") {
      const tier = tiers[byTier(found.value, tiers)];
      tier?.element.classList.add("hit");
      return say([tier ? `对应 ${tier.sum}` : "未达到最低一档", read]);
    }
    const { head, formula } = explain(found.value, card);
    return say([head, formula, read]);
  };
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
}

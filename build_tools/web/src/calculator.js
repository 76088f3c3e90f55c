// 算一算: one small form an item; each shows the sum and how it came about.

import { byBase, byTier, money } from "../lib/reckon.js";

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.calc"))) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const tiers = [...(form.closest("li")?.querySelectorAll("[data-at]") ?? [])].map((element) => {
    const data = /** @type {HTMLElement} */ (element).dataset;
    return { element, at: Number(data.at), strict: data.strict === "yes", sum: Number(data.sum) };
  });
  const show = () => {
    tiers.forEach((tier) => tier.element.classList.remove("hit"));
    const value = input.valueAsNumber;
    if (!(value >= 0)) {
      output.value = "";
    } else if (form.dataset.kind === "tier") {
      const tier = tiers[byTier(value * 10000, tiers)];
      tier?.element.classList.add("hit");
      output.value = tier ? `对应 ${money(tier.sum)}` : "未达到最低一档";
    } else {
      const ofMoney = form.dataset.money === "yes";
      const cap = form.dataset.cap ? Number(form.dataset.cap) : null;
      const { sum, capped } = byBase(ofMoney ? value * 10000 : value, Number(form.dataset.rate), cap);
      output.value = capped ? `${money(sum)}（已达上限）` : money(sum);
    }
  };
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
}

// 算一算: the sums, apart from the page. All money in yuan.

/**
 * @typedef {object} Terms
 * @property {number} low rate, or sum for a unit; the lowest of a range
 * @property {number} high the highest of a range
 * @property {number | null} cap
 * @property {number | null} least condition on the figure itself: at least this (or more, where strict)
 * @property {number | null} most condition on the figure itself: at most this (or less, where strict)
 * @property {boolean} strict
 */

/**
 * Rate or sum for a unit, times a base, up to a cap. Null where the figure fails the condition on it.
 * @param {number} amount the base: yuan, or a count
 * @param {Terms} terms
 */
export function byBase(amount, terms) {
  const { low, high, cap, least, most, strict } = terms;
  if (least !== null && (strict ? amount <= least : amount < least)) return null;
  if (most !== null && (strict ? amount >= most : amount > most)) return null;
  const top = round(amount * high);
  const bottom = round(amount * low);
  const under = (/** @type {number} */ sum) => (cap !== null && sum > cap ? cap : sum);
  return { bottom, top, from: under(bottom), to: under(top), capped: cap !== null && top > cap };
}

/**
 * The highest tier that `amount` reaches; -1 where it reaches none. Tiers rise.
 * @param {number} amount yuan
 * @param {{at: number, strict: boolean}[]} tiers strict: 突破, 超过; else 达到, 以上
 */
export function byTier(amount, tiers) {
  let found = -1;
  tiers.forEach((tier, index) => {
    if (tier.strict ? amount > tier.at : amount >= tier.at) found = index;
  });
  return found;
}

/** @param {number} value to the fen, so that 0.1 + 0.2 reads well */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * Yuan as officials print it.
 * @param {number} yuan
 */
export function money(yuan) {
  const [size, unit] = yuan >= 1e8 ? [1e8, "亿元"] : yuan >= 1e4 ? [1e4, "万元"] : [1, "元"];
  return `${Number((yuan / size).toFixed(6))}${unit}`;
}

/** @param {number} from @param {number} to */
export function range(from, to) {
  return from === to ? money(to) : `${money(from)}—${money(to)}`;
}

/**
 * A rate as a percentage.
 * @param {number} rate
 */
export function percent(rate) {
  return `${Number((rate * 100).toFixed(6))}%`;
}

/**
 * The sum in words, with its formula.
 * @param {number} amount
 * @param {Terms & {bound: string, scope: string, count: boolean, unit: string, condition: string, name: string}} card
 */
export function explain(amount, card) {
  const found = byBase(amount, card);
  if (!found) return { head: `未达到条件“${card.condition}”，不能按此条测算`, formula: "" };
  const factor = (/** @type {number} */ rate) => (card.count ? `${money(rate)}/${card.unit}` : percent(rate));
  const factors = card.low === card.high ? factor(card.high) : `${factor(card.low)}—${factor(card.high)}`;
  const figure = card.count ? `${Number(amount.toFixed(6))}${card.unit}` : money(amount);
  const most = card.bound === "最高" ? "最高 " : "";
  return {
    head: `${card.name}：${most}${range(found.from, found.to)}${found.capped ? "（已达上限）" : ""}`,
    formula: `${figure} × ${factors} = ${range(found.bottom, found.top)}${found.capped && card.cap !== null ? `，${card.scope}最高 ${money(card.cap)}` : ""}`,
  };
}

// 算一算: the sums, apart from the page. All money in yuan.

/**
 * Rate or sum per unit, times a base, up to a cap.
 * @param {number} amount the base: yuan, or a count
 * @param {number} rate
 * @param {number | null} cap
 */
export function byBase(amount, rate, cap) {
  const sum = amount * rate;
  return cap !== null && sum > cap ? { sum: cap, capped: true } : { sum, capped: false };
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

/**
 * Yuan as officials print it.
 * @param {number} yuan
 */
export function money(yuan) {
  const [size, unit] = yuan >= 1e8 ? [1e8, "亿元"] : yuan >= 1e4 ? [1e4, "万元"] : [1, "元"];
  return `${Number((yuan / size).toFixed(4))}${unit}`;
}

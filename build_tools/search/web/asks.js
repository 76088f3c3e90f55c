// What a sentence must hold: the words asked for, and an answer of a kind: a sum, a date, an office, a condition, a share, a text it rests on.

/** @import {Variant} from "./types.js" */

/** @type {Record<string, RegExp>} in folded text without white space */
const ANSWERS = {
  sum: /\d[\d.]*[十百千]?[万亿]?元|\d[\d.]*(?:%|倍|lpr)/u,
  when: /(?:19|20)\d\d年|\d+个?(?:工作日|月|年内|日内)|年底前|月底前|之日起|有效期|[一二三四五六七八九十两]+年(?:内|期)/u,
  who: /[局委办厅署院会府心司]\)|责任(?:单位|部门)|牵头|负责|主管部门|由市|领导小组/u,
  how: /条件|符合|申[请报领]|备案|登记|材料|线上|办理|受理|可向|凭/u,
  basis: /(?:根据|依据|依照|按照|遵照|贯彻|落实).{0,40}《/u,
  share: /\d[\d.]*(?:%|‰)|比例|百分之|\d成/u,
};

/** @param {string} kind @param {string} sentence folded, without white space */
export function answers(kind, sentence) {
  return ANSWERS[kind]?.test(sentence) ?? false;
}

/** Sentences and clauses between semicolons of folded text; the point of 2.5 ends none. @param {string} text */
export function sentencesOf(text) {
  return text.split(/\.(?!\d)|[;!?]/u);
}

/** Whether a word stands in a sentence, and not only in longer words that mean something else. @param {string} sentence @param {Variant} variant */
export function stands(sentence, { text, apart }) {
  if (!sentence.includes(text)) return false;
  return !apart || apart.reduce((left, longer) => left.replaceAll(longer, " "), sentence).includes(text);
}

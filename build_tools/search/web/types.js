// Shapes that several modules share.

/**
 * A word to look for, and how well it stands for what was typed (1: the word itself).
 * `shown`: as printed, where `text` is folded.
 * `apart`: longer words in which it stands for something else.
 * @typedef {{text: string, weight: number, shown?: string, apart?: string[]}} Variant
 */

/**
 * One thing that the query is about: the word typed and what else may say it.
 * @typedef {object} Concept
 * @property {string} label   as typed
 * @property {Variant[]} variants
 * @property {number} weight  1 for an ordinary word, less for one that says little
 * @property {"word"|"unit"|"amount"|"phrase"|"literal"} kind
 * @property {number} [yuan]  value of a sum of money
 * @property {boolean} [shell] belongs to the shell of a question: that it stands nowhere is no news
 * @property {number} [subject] how surely it is whom the query asks about, 0 to 1: 期货公司, 建筑 before 企业
 * @property {number} [worth] how much it tells, by its rarity; set by ranking
 */

/**
 * What was typed, understood.
 * @typedef {object} Query
 * @property {string} raw
 * @property {string} text      folded
 * @property {string} literal   folded, without white space and quotation marks
 * @property {string[]} phrases in quotation marks: must stand literally
 * @property {Concept[]} concepts
 * @property {string[]} pairs   neighbouring words as typed, joined
 * @property {string[]} documents keys of the documents whose number was typed
 * @property {string[]} place   labels of a place that was asked for: 三, (二), 1
 * @property {string[]} roles  lead, support …: whose task it is
 * @property {string[]} asks   what kind of answer is wanted: sum, when, who, how, share
 * @property {RegExp[]} answers what a sentence holds that answers so
 * @property {RegExp | null} sum  what a sum looks like, where a benefit is asked for
 * @property {boolean} list     a whole list is asked for
 * @property {string[]} introductory words in headings of sections that answer nothing
 * @property {boolean} cut      too long: only its beginning is looked for
 * @property {string[]} unheard words typed that stand nowhere in the corpus, nor anything that they mean
 * @property {boolean} money    asks for a benefit or a sum
 * @property {{from: string, to: string[]}[]} synonyms used, to be told
 * @property {{from: string, to: string[], how: "typo"|"pinyin"|"traditional"}[]} corrections made, to be told
 */

/**
 * A clause as loaded.
 * @typedef {object} Clause
 * @property {number} index   over the whole corpus
 * @property {number} document
 * @property {string[]} path
 * @property {string} heading
 * @property {string[]} above headings of its parents, from the top
 * @property {string} text
 * @property {string} url
 * @property {{name: string, role: string, url: string}[]} units  url: of the unit's page, from the site's root; empty: it has none
 * @property {[number, number][]} amounts sums that someone can get, borrow or must pay
 * @property {[number, number][]} mentioned other sums: thresholds, goals, facts
 * @property {string[]} benefits
 * @property {string[]} subjects topics under which it stands
 */

/**
 * @typedef {object} Doc
 * @property {string} key
 * @property {string} title
 * @property {string} url
 * @property {string} date
 */

/**
 * @typedef {object} Hit
 * @property {Clause | null} clause null: the document as a whole
 * @property {Doc} doc
 * @property {number} score
 * @property {boolean} literal what was typed stands there word for word
 * @property {number} close    share of the query that one sentence of the clause holds
 */

export {};

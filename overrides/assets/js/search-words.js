// How English words vary: spelling on both sides of the Atlantic, endings, slips of the finger.
const LETTERS = /[\p{L}\p{N}]+/gu

/**
 * Lower-case words without accents and apostrophes, as macros/site/search_postings.py cuts them.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return (
    text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036f'’]/g, "")
      .match(LETTERS) ?? []
  )
}

// American to British or to what both have in common; the result need not be a word.
/** @type {[RegExp, string][]} */
const SPELLING = [
  [/ae|oe(?=[a-z]{3})/, "e"],
  [/([a-z]{2})our(?=$|s$|e|i|a|l)/, "$1or"],
  [/iz(?=e|i|a)/, "is"],
  [/yz(?=e|i)/, "ys"],
  [/ll(?=ed|ing|er|or)/, "l"],
  [/([bt])re(?=s?$)/, "$1er"],
  [/ogue(?=s?$)/, "og"],
  [/mme(?=s?$)/, "m"],
  [/([ei]n)c(?=e)/, "$1s"],
]
/** @type {[RegExp, string][]} */
const ENDINGS = [
  [/(ss|sh|ch|x)es$/, "$1"],
  [/ies$/, "y"],
  [/([a-z]{2}[^su'])s$/, "$1"],
  [/([a-z]{2})(?:ing|ings|ed)$/, "$1"],
  [/([a-z]{3})e$/, "$1"],
  [/([a-z]{2})y$/, "$1i"],
  [/([a-z]{3}ic)k$/, "$1"],
]
/** @param {[RegExp, string][]} rules */
const any = rules => new RegExp(rules.map(([wrong]) => wrong.source).join("|"))
const VARIES = any(SPELLING)
const ENDS = any(ENDINGS)
const FAMILY =
  /([a-z]{4})(?:is(?:ation|er|m|t)|abiliti|ibiliti|ation|ition|ement|ments?|iveness|fulness|ness|lessly|fully|ful|less|ably|ibly|able|ible|ences?|ances?|ens|ans|enci|anci|ents?|ants?|iti|ivel?|ion|ors?|ers?|ical|icalli|ial|al|alli|eli|li|ist|ism|ous|ious|is|es|i|ic|id)$/

/**
 * A word without its inflection: "apologizes", "apologised" -> "apologis"; "tumor", "tumours" -> "tumor".
 * @param {string} word
 */
export function stem(word) {
  if (word.length < 4) return word
  let short = word
  // Most words meet no rule, which one look tells.
  if (VARIES.test(short)) for (const [wrong, right] of SPELLING) short = short.replace(wrong, right)
  if (ENDS.test(short)) for (const [ending, rest] of ENDINGS) short = short.replace(ending, rest)
  return short.replace(/([bdgklmnprt])\1$/, "$1")
}

/**
 * The start that a word shares with its whole family: "apology", "apologise" -> "apolog"; "confident", "confidence".
 * @param {string} stemmed
 */
export function family(stemmed) {
  return stemmed.replace(FAMILY, "$1").replace(/([bdgklmnprt])\1$/, "$1")
}

/**
 * How many letters are added, lost, changed or swapped between two words; more than `most` is told as infinite.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity
  // A letter that the other lacks is a slip by itself; this spares nearly all words the rest.
  let strange = 0
  for (const letter of a) if (!b.includes(letter) && ++strange > most) return Infinity
  /** @type {number[]} */
  let before = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    if (Math.min(...next) > most) return Infinity
    before = row
    row = next
  }
  return row[b.length] <= most ? row[b.length] : Infinity
}

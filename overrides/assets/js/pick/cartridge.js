// A choice as a Common Cartridge, from the XML templates that macros/exports uses, in the same order and under the same ids.

import { escapeXml } from "../escape.js"
import { filler } from "./fill.js"

/**
 * @import { Article, Data, Picked } from "./choice.js"
 * @import { Fill } from "./fill.js"
 * @typedef {{ id: string, stem: string, section: [address: string, name: string], options: [text: string, correct: boolean, feedback: string][] }} Question
 * @typedef {{ kind: "link", id: string, title: string, address: string, version?: string, page?: Article, trainers?: boolean }} Link
 * @typedef {{ kind: "quiz", id: string, title: string, article: Article, questions: Question[], trainers?: undefined }} Quiz
 * @typedef {{ id: string, title: string, entries: (Link | Quiz)[] }} Module
 * @typedef {{ short?: boolean, apart?: boolean }} Form whether an article is one link, and each question a quiz of its own
 */

const TYPES = { link: "imswl_xmlv1p1", quiz: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment" }
/** @param {string} text */
const escapeText = text => escapeXml(text, /[&<>]/g)

/**
 * The files of a cartridge of chosen articles.
 * @param {Data} data
 * @param {Record<string, Question[]>} quizzes what teach/pick-quizzes.json holds
 * @param {Picked[]} chosen
 * @param {URL} root the site's address
 * @param {Form} form
 * @returns {[name: string, text: string][]}
 */
export function cartridge(data, quizzes, chosen, root, form) {
  /** @param {string} address */
  const url = address => new URL(address, root).href
  const fill = filler(data.templates)
  /** @type {Module[]} */
  const modules = [
    { id: "module.start", title: "About this pack", entries: data.start.map(one => ({ kind: "link", ...one })) },
    ...chosen.map(one => moduleOf(one, quizzes[one.article.id], form)),
  ]
  const entries = modules.flatMap(one => one.entries)
  return [["imsmanifest.xml", manifest()], ...entries.map(fileOf)]

  /**
   * @param {Link | Quiz} one
   * @returns {[name: string, text: string]}
   */
  function fileOf(one) {
    if (one.kind === "link") return [file(one), fill("weblink", { title: one.title, url: url(one.address) })]
    const questions = one.questions.map((question, index) => questionOf(fill, url, one, question, index + 1))
    return [file(one), fill("quiz", { id: one.id, title: one.title, QUESTIONS: questions })]
  }

  function manifest() {
    /** @param {Module} one */
    const items = one => one.entries.map(entry => fill("item", { id: entry.id, title: entry.title }))
    const versions = new Map()
    for (const { address, version, page } of entries.filter(one => one.kind === "link")) {
      if (page) versions.set(page.address, page.version)
      versions.set(address, version)
    }
    return fill("manifest", {
      id: "pack.choice",
      title: `${data.site}: chosen sections`,
      description: data.description,
      licence: data.licence,
      VERSIONS: [...versions].map(([address, version]) => fill("version", { site: root.href, address, version })),
      MODULES: modules.map(one => fill("module", { id: one.id, title: one.title, ITEMS: items(one) })),
      RESOURCES: entries.map(one =>
        fill("resource", { id: one.id, type: TYPES[one.kind], file: file(one), ROLE: one.trainers ? [fill("role-instructor", {})] : [] }),
      ),
    })
  }
}

/**
 * @param {string} name
 * @param {Article} article
 */
const named = (name, article) => `${name.replace(/\.$/, "")}: ${article.title}`

/** @param {Link | Quiz} entry */
const file = ({ kind, id }) => `${kind === "link" ? "links" : "quizzes"}/${id}.xml`

/**
 * The module of an article: its chosen sections with the items after "What to do", the quiz, then what is for trainers.
 * @param {Picked} picked
 * @param {Question[]} questions
 * @param {Form} form
 * @returns {Module}
 */
function moduleOf({ article, ids }, questions, { short, apart }) {
  /**
   * @param {import("./choice.js").Row} row
   * @returns {Link}
   */
  const link = ([id, name, version]) => ({
    kind: "link",
    id: `link.${article.id}.${id}`,
    title: named(name, article),
    address: `${article.address}#${id}`,
    version,
    page: article,
    trainers: article.trainers.includes(id),
  })
  const rows = article.sections.flatMap(row => (row[0] === "do" ? [row, ...article.items] : [row]))
  const links = rows.filter(([id]) => ids.has(id)).map(link)
  const learners = links.filter(one => !one.trainers)
  /** @type {Link} */
  const whole = { kind: "link", id: `link.${article.id}`, title: article.title, address: article.address, version: article.version }
  const quiz = ids.has("quiz") ? article.quiz.flatMap(([, name]) => quizzes(article, name, questions, apart)) : []
  return {
    id: `module.${article.id}`,
    title: article.title,
    entries: [...(short && learners.length ? [whole] : learners), ...quiz, ...links.filter(one => one.trainers)],
  }
}

/**
 * Open edX's converter names a problem after its quiz: alone in a quiz each keeps a name, and learners' answers, of its own.
 * @param {Article} article
 * @param {string} name
 * @param {Question[]} questions
 * @param {boolean} [apart]
 */
function quizzes(article, name, questions, apart) {
  /** @type {(end: string, name: string, questions: Question[]) => Quiz} */
  const quiz = (end, name, questions) => ({ kind: "quiz", id: `quiz.${article.id}${end}`, title: named(name, article), article, questions })
  return apart ? questions.map((one, index) => quiz(`.${one.id}`, `${name.replace(/\.$/, "")} ${index + 1}`, [one])) : [quiz("", name, questions)]
}

/**
 * The scoring condition first, or Open edX takes every answer for correct; then feedback on each other option.
 * @param {Fill} fill
 * @param {(address: string) => string} url
 * @param {Quiz} test
 * @param {Question} question
 * @param {number} number
 */
function questionOf(fill, url, test, question, number) {
  const options = question.options.map(([text, correct, feedback], index) => ({ id: `${question.id}-${index + 1}`, text, correct, feedback }))
  const right = options.find(one => one.correct)
  const see = ` <a href="${escapeXml(url(question.section[0]))}" target="_blank" rel="noopener">See: ${escapeText(question.section[1])}</a>`
  return fill("question", {
    id: `${test.article.id}.${question.id}`,
    title: `${test.title} ${number}`,
    stem: escapeText(question.stem),
    OPTIONS: options.map(one => fill("option", one)),
    CONDITIONS: [...(right ? [fill("score", right)] : []), ...options.filter(one => one !== right).map(one => fill("shown", one))],
    FEEDBACK: options.map(one => fill("feedback", { id: one.id, html: escapeText(one.feedback) + see })),
  })
}

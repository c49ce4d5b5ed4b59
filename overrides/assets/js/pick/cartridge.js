// A choice as a Common Cartridge, from the XML templates that macros/exports uses, in the same order and under the same ids.

const TYPES = { link: "imswl_xmlv1p1", quiz: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment" }
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" }
const escape = (text, signs = /[&<>"']/g) => text.replace(signs, sign => SIGNS[sign])
const escapeText = text => escape(text, /[&<>]/g)

/** [[name, text], ...] for chosen articles; `data` and `quizzes` are the site's two files, `root` the site's address.
 *  With `short` an article is one link. */
export function cartridge(data, quizzes, chosen, root, short) {
  const url = address => new URL(address, root).href
  // In a template @name@ is replaced by escaped text, @NAME@ by pieces of XML.
  const fill = (name, values) => data.templates[name].replace(/@(\w+)@/g, (_, key) => (Array.isArray(values[key]) ? values[key].join("") : escape(values[key])))
  const modules = [
    { id: "module.start", title: "About this pack", entries: data.start.map(one => ({ kind: "link", ...one })) },
    ...chosen.map(one => moduleOf(one, short)),
  ]
  const entries = modules.flatMap(one => one.entries)
  return [["imsmanifest.xml", manifest(data, fill, modules, entries, root)], ...entries.map(one => [file(one), content(one)])]

  function content(one) {
    if (one.kind === "link") return fill("weblink", { title: one.title, url: url(one.address) })
    const questions = quizzes[one.article.id].map((question, index) => questionOf(fill, url, one, question, index + 1))
    return fill("quiz", { id: one.id, title: one.title, QUESTIONS: questions })
  }
}

const named = (name, article) => `${name.replace(/\.$/, "")}: ${article.title}`

const file = ({ kind, id }) => `${kind === "link" ? "links" : "quizzes"}/${id}.xml`

/** The module of an article: its chosen sections with the items after "What to do", the quiz, then what is for trainers. */
function moduleOf({ article, ids }, short) {
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
  const whole = { kind: "link", id: `link.${article.id}`, title: article.title, address: article.address, version: article.version }
  const quiz = ids.has("quiz") ? article.quiz.map(([, name]) => ({ kind: "quiz", id: `quiz.${article.id}`, title: named(name, article), article })) : []
  return {
    id: `module.${article.id}`,
    title: article.title,
    entries: [...(short && learners.length ? [whole] : learners), ...quiz, ...links.filter(one => one.trainers)],
  }
}

function manifest(data, fill, modules, entries, root) {
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

/** The scoring condition first, or Open edX takes every answer for correct; then feedback on each other option. */
function questionOf(fill, url, test, question, number) {
  const options = question.options.map(([text, correct, feedback], index) => ({ id: `${question.id}-${index + 1}`, text, correct, feedback }))
  const right = options.find(one => one.correct)
  const see = ` <a href="${escape(url(question.section[0]))}" target="_blank" rel="noopener">See: ${escapeText(question.section[1])}</a>`
  return fill("question", {
    id: `${test.article.id}.${question.id}`,
    title: `${test.title} ${number}`,
    stem: escapeText(question.stem),
    OPTIONS: options.map(one => fill("option", one)),
    CONDITIONS: [fill("score", right), ...options.filter(one => one !== right).map(one => fill("shown", one))],
    FEEDBACK: options.map(one => fill("feedback", { id: one.id, html: escapeText(one.feedback) + see })),
  })
}

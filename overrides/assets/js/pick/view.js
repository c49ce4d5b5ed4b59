// The controls of "Pick your own": plain boxes, lists that fold, and a tray with what was made of the choice.
import { make } from "../dom.js"
import { whole } from "./choice.js"
import { begun, FORMATS } from "./lists.js"

/**
 * @import { Article, Chosen, Data } from "./choice.js"
 * @typedef {{ label: HTMLLabelElement, input: HTMLInputElement }} Box
 */

/**
 * @param {string} text
 * @param {Partial<HTMLInputElement>} [properties]
 * @returns {Box}
 */
function box(text, properties) {
  const input = make("input", { type: "checkbox", ...properties })
  return { label: make("label", {}, input, " ", make("span", {}, text)), input }
}

/**
 * The element to show, and how to fill and listen to it.
 * @param {Data} data
 * @param {Chosen} chosen is changed as boxes are
 */
export function build(data, chosen) {
  const rows = data.articles.map(article => articleRow(article, chosen))
  const find = make("input", { type: "search", autocomplete: "off" })
  const part = make(
    "select",
    {},
    make("option", { value: "" }, "All parts"),
    ...Object.entries(data.parts).map(([value, title]) => make("option", { value }, title)),
  )
  const shown = make("p", { className: "pick-shown", role: "status" })
  const list = make("ul", { className: "pick-list" })
  const tray = buildTray()
  const unknown = make("p", { className: "moved", hidden: true, role: "status" })
  const element = make(
    "div",
    { className: "pick" },
    unknown,
    make("div", { className: "pick-filter" }, make("label", {}, "Words ", find), make("label", {}, "Part ", part)),
    shown,
    list,
    tray.element,
  )
  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean)
    /** @param {string} text */
    const found = text => words.every(word => text.includes(word))
    for (const { element, article, text } of rows) element.hidden = !["", article.part].includes(part.value) || !found(text)
    const inTitle = rows.filter(one => found(one.article.title.toLowerCase()))
    list.append(...new Set([...inTitle, ...rows].map(one => one.element)))
    shown.textContent = `${rows.filter(one => !one.element.hidden).length} of ${rows.length} articles shown`
  }
  find.addEventListener("input", filter)
  part.addEventListener("change", filter)
  filter()
  return {
    ...tray,
    element,
    /** @param {string} words */
    warn: words => Object.assign(unknown, { textContent: words, hidden: false }),
    /** @param {() => void} act */
    onChange(act) {
      element.addEventListener("change", ({ target }) => target instanceof Element && target.closest(".pick-list, .pick-format") && act())
      tray.clear.addEventListener("click", () => {
        chosen.clear()
        rows.forEach(one => one.mark())
        act()
      })
    },
  }
}

/**
 * One article: a box for what a pack usually holds of it, and one for each section, item and quiz.
 * @param {Article} article
 * @param {Chosen} chosen
 */
function articleRow(article, chosen) {
  /** @returns {Set<string>} */
  const ids = () => chosen.get(article.id) ?? new Set()
  const parts = [...article.sections, ...article.quiz.map(([, name]) => ["quiz", name]), ...article.items]
  const { label, input: all } = box(article.title, { className: "pick-all" })
  const boxes = parts.map(([id, name]) => box(begun(name), { value: id }))
  const count = make("span", { className: "pick-count" })
  /** @param {Box[]} some */
  const list = some => make("ul", {}, ...some.map(one => make("li", {}, one.label)))
  const split = boxes.length - article.items.length
  const element = make(
    "li",
    {},
    label,
    make(
      "details",
      {},
      make("summary", {}, "Sections and items", make("span", { className: "unseen" }, ` of ${article.title}`), count),
      list(boxes.slice(0, split)),
      make("p", {}, "Checklist items"),
      list(boxes.slice(split)),
    ),
  )
  const mark = () => {
    const usual = whole(article)
    all.checked = usual.every(id => ids().has(id))
    all.indeterminate = !all.checked && ids().size > 0
    count.textContent = ids().size ? ` (${ids().size} chosen)` : ""
    for (const { input } of boxes) input.checked = ids().has(input.value)
  }
  element.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    const some = target.matches(".pick-all") ? whole(article) : [target.value]
    const now = ids()
    for (const id of some) now[target.checked ? "add" : "delete"](id)
    if (now.size) chosen.set(article.id, now)
    else chosen.delete(article.id)
    mark()
  })
  mark()
  return { element, article, mark, text: [article.title, article.words, ...parts.map(([, name]) => name)].join(" ").toLowerCase() }
}

/** What is made of the choice: a list of links in a format, its own address, the pack. */
function buildTray() {
  const formats = Object.keys(FORMATS).map((name, index) => make("input", { type: "radio", name: "format", value: name, checked: index === 0 }))
  const short = box("One link for each article in packs, not one for each section", { className: "pick-short" })
  const apart = box("One quiz for each question in packs, which Open edX needs", { className: "pick-apart" })
  const needsQuiz = make("p", { hidden: true }, "A SCORM package reports the result of questions: choose “Check yourself” of at least one article to make one.")
  const list = make("textarea", { readOnly: true, rows: 8, "aria-label": "List of links" })
  const address = make("input", { type: "text", readOnly: true, "aria-label": "Address of this choice" })
  const buttons = ["Copy the list", "Make a course pack", "Make a SCORM package", "Choose nothing", "Copy the address"].map(words =>
    make("button", { type: "button" }, words),
  )
  const [copyList, pack, scorm, clear, copyAddress] = buttons
  const status = make("p", { className: "pick-said", role: "status" })
  const counted = make("p", { className: "pick-chosen", role: "status" })
  const local = /^(?:localhost|127\.|\[::1\])/.test(location.hostname)
    ? [make("p", {}, "This copy of the handbook runs on this machine, and so do the links that it makes. For a course, choose on the published site.")]
    : []
  const element = make(
    "section",
    { className: "pick-tray", "aria-label": "Your choice" },
    counted,
    ...local,
    make("fieldset", { className: "pick-format" }, make("legend", {}, "List of links as"), ...formats.map(one => make("label", {}, one, ` ${one.value}`))),
    list,
    make("p", {}, short.label),
    make("p", {}, apart.label),
    needsQuiz,
    make("p", {}, copyList, pack, scorm, clear),
    make("p", {}, "For a session in a room: ", make("a", { href: "#plan" }, "plan it with these articles"), "."),
    address,
    make("p", {}, copyAddress),
    status,
  )
  return {
    element,
    clear,
    pack,
    scorm,
    short: () => short.input.checked,
    apart: () => apart.input.checked,
    format: () => (formats.find(one => one.checked) ?? formats[0]).value,
    /**
     * @param {string} amount of what is chosen, or nothing
     * @param {string} text
     * @param {string} url
     * @param {boolean} quiz whether one is chosen
     */
    show(amount, text, url, quiz) {
      counted.textContent = amount ? `Chosen: ${amount}` : "Nothing chosen yet"
      list.value = text
      address.value = url
      for (const one of buttons) one.disabled = !amount
      scorm.disabled = !quiz
      needsQuiz.hidden = quiz || !amount
    },
    /** @param {string} words */
    say(words) {
      status.textContent = words
    },
    /** @param {(what: string, field: HTMLInputElement | HTMLTextAreaElement) => unknown} act */
    onCopy(act) {
      copyList.addEventListener("click", () => act("List", list))
      copyAddress.addEventListener("click", () => act("Address", address))
    },
  }
}

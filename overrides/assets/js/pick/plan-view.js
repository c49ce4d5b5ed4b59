// The controls of "Plan a session", the timetable, and its sheets for as long as they print.
import { button, copy, make } from "../dom.js"
import { root } from "../store.js"
import { link, read, refused, rows, seats, turns } from "./plan.js"

const HEADS = ["Minutes", "Step", "What happens", "Who"]
const SHORTEST = 10 // minutes in which one more scene can be played

/**
 * @import { Article, Data } from "./choice.js"
 * @import { At } from "./plan.js"
 */

/**
 * The section to show, and how to fill and listen to it.
 * @param {Data} data
 * @param {string} search of the address
 */
export function build(data, search) {
  const { lengths } = data.session
  const at = read(search, lengths)
  const radios = lengths.map(one => make("input", { type: "radio", name: "minutes", value: String(one), checked: one === at.minutes }))
  const people = make("input", { type: "number", min: "2", max: "200", value: String(at.people) })
  const wrong = make("p", { className: "pick-said", role: "status" })
  const out = make("div", { className: "plan-table" })
  /** @type {Article[]} */
  let scenes = []
  let asked = search
  const printing = button("Print the plan with its sheets", () => print(scenes, sheets, said))
  const share = button("Copy the link to this plan", async () => {
    address.hidden = await copy(address.value)
    address.select()
    said.textContent = address.hidden
      ? "Link copied. Who opens it sees this plan."
      : "Your browser does not let this page copy. The link is selected: copy it yourself."
  })
  const address = make("input", { type: "text", readOnly: true, hidden: true, "aria-label": "Link to this plan" })
  const said = make("p", { className: "pick-said", role: "status" })
  const sheets = make("div", { className: "plan-sheets cards", hidden: true })
  const labels = radios.map((one, index) => make("label", {}, one, ` ${lengths[index]}`))
  const form = make(
    "div",
    { className: "plan-form" },
    make("fieldset", { className: "pick-format" }, make("legend", {}, "Minutes"), ...labels),
    make("p", {}, make("label", {}, "People ", people)),
  )
  const element = make(
    "section",
    { className: "pick-plan pick-tray", "aria-labelledby": "plan" },
    form,
    wrong,
    out,
    make("p", { className: "plan-form" }, printing, share),
    said,
    address,
    sheets,
  )
  element.addEventListener("change", () => {
    asked = `?minutes=${radios.find(one => one.checked)?.value}&people=${people.value}`
  })
  return {
    element,
    now: () => read(asked, lengths),
    /** @param {() => void} act */
    onChange: act => element.addEventListener("change", act),
    /**
     * @param {Article[]} articles
     * @param {At} at
     * @param {string} url of the choice
     */
    show(articles, at, url) {
      wrong.textContent = refused(asked, lengths)
      scenes = [...new Set(turns(data.session, articles, at).played)]
      printing.disabled = !scenes.length
      share.disabled = !articles.length
      address.value = link(url, at)
      address.hidden = true
      said.textContent = ""
      out.replaceChildren(...(articles.length ? table(data, articles, at) : [nothing()]))
    },
  }
}

const nothing = () => make("p", {}, "No article is chosen yet. ", make("a", { href: "#choose" }, "Choose at least one"), ", and the plan appears here.")

/**
 * @param {Data} data
 * @param {Article[]} articles
 * @param {At} at
 */
function table(data, articles, at) {
  const { minutes, people } = at
  const { missed, left } = turns(data.session, articles, at)
  const body = rows(data.session, articles, at).map(row => make("tr", {}, ...row.map((text, column) => make("td", { "data-head": HEADS[column] }, text))))
  const head = make("tr", {}, ...HEADS.map(text => make("th", { scope: "col" }, text)))
  const found = [
    make("p", {}, make("b", {}, `A session of ${minutes} minutes for ${people} people. `), seats(people)),
    make("table", { className: "stacking" }, make("thead", {}, head), make("tbody", {}, ...body)),
  ]
  const names = missed.map(one => one.title).join("; ")
  if (names) return [...found, make("p", {}, `No time for: ${names}. Take more minutes or fewer articles.`)]
  if (left < SHORTEST) return found
  return [...found, make("p", {}, `Everyone has played. Choose another article to fill the ${left} minutes for talk.`)]
}

/**
 * Fetch the sheets, put them below the plan for as long as it prints, and print.
 * @param {Article[]} scenes
 * @param {HTMLElement} place
 * @param {HTMLElement} said
 */
async function print(scenes, place, said) {
  said.textContent = "Fetching the sheets."
  try {
    const parts = [...new Set(scenes.map(one => one.part))]
    const pages = new Map(await Promise.all(parts.map(async part => /** @type {const} */ ([part, await sheetsOf(part)]))))
    place.replaceChildren(...scenes.flatMap(one => [...(pages.get(one.part)?.querySelectorAll(`[data-article="${one.id}"]`) ?? [])].map(clean)))
    said.textContent = ""
  } catch {
    said.textContent = "The sheets could not be loaded, so only the plan is printed. Try again when you are online."
    place.replaceChildren()
  }
  const page = document.documentElement
  place.hidden = false
  page.dataset.print = "plan"
  const after = () => {
    delete page.dataset.print
    place.hidden = true
  }
  addEventListener("afterprint", after, { once: true })
  window.print()
}

/** @param {string} part */
async function sheetsOf(part) {
  const answer = await fetch(new URL(`teach/sheets/${part}/`, root))
  if (!answer.ok) throw new Error(`${part}: ${answer.status}`)
  return new DOMParser().parseFromString(await answer.text(), "text/html")
}

/**
 * A sheet without ids, which this page may have, and without addresses that count from another.
 * @param {Element} sheet
 */
function clean(sheet) {
  const copy = document.importNode(sheet, true)
  for (const one of [copy, ...copy.querySelectorAll("[id], a")]) for (const name of ["id", "href"]) one.removeAttribute(name)
  for (const one of copy.querySelectorAll(".js-only, .anchor")) one.remove()
  return copy
}

// The page "Pick your own": choose sections, then take a list of links or a course pack, all made in this browser.
import { copy, make, need } from "../dom.js"
import { carry } from "../here.js"
import { root } from "../store.js"
import * as choice from "./choice.js"
import { FORMATS, groups } from "./lists.js"
import * as session from "./plan.js"
import { build as buildPlan } from "./plan-view.js"
import { build } from "./view.js"

/** @import { Data, Picked } from "./choice.js" */

export async function start() {
  const place = need("#choose", HTMLElement)
  const note = make("p", { role: "status" }, "Loading what can be chosen.")
  place.after(note)
  place.classList.add("begun")
  try {
    const data = await json("teach/pick.json")
    note.remove()
    work(place, data)
  } catch (error) {
    note.className = "pick-lost"
    note.textContent = "What can be chosen could not be loaded. Try again when you are online, or take a ready-made pack."
    throw error
  }
}

/** @param {string} address */
async function json(address) {
  const answer = await fetch(new URL(address, root))
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return answer.json()
}

/**
 * @param {HTMLElement} place
 * @param {Data} data
 */
function work(place, data) {
  const { articles } = data
  const { chosen, unknown } = choice.read(location.search, articles)
  const view = build(data, chosen)
  const { lengths } = data.session
  const plan = buildPlan(data, location.search)
  const picked = () => articles.map(article => ({ article, ids: chosen.get(article.id) ?? new Set() })).filter(({ ids }) => ids.size)
  const show = () => {
    const at = plan.now()
    const address = session.write(choice.write(location.href, chosen, articles), at, lengths)
    const scenes = picked().map(one => one.article)
    plan.show(scenes, at, address)
    history.replaceState(null, "", address + location.hash)
    const quiz = picked().some(one => one.ids.has("quiz"))
    view.show(picked().length ? choice.amount(picked()) : "", FORMATS[view.format()](groups(picked(), root)), address, quiz)
  }
  view.onChange(show)
  view.onCopy(async (what, field) => {
    if (await copy(field.value)) return view.say(`${what} copied.`)
    field.select()
    view.say("Your browser does not let this page copy. The text is selected: copy it yourself.")
  })
  /**
   * @param {HTMLButtonElement} button
   * @param {string} end of the file's name
   * @param {() => Promise<Uint8Array<ArrayBuffer>>} write
   * @param {string} words
   */
  const offer = (button, end, write, words) =>
    button.addEventListener("click", async () => {
      view.say("Making the file.")
      const name = choice.stem(picked(), articles) + end // before the wait, in which the choice may change
      try {
        save(await write(), name)
        view.say(words)
      } catch (error) {
        view.say("The file could not be made: what goes into it could not be loaded. Try again when you are online.")
        throw error
      }
    })
  const imports = "The pack was made. Import it where your course software takes a Common Cartridge."
  offer(view.pack, ".imscc", () => pack(data, picked(), { short: view.short(), apart: view.apart() }), imports)
  offer(view.scorm, ".zip", () => scormPackage(picked()), "The SCORM package was made. Upload it as it is, without unpacking it.")
  plan.onChange(show)
  place.after(view.element)
  need("#plan + p", HTMLElement).after(plan.element)
  carry([choice.KEY, ...session.KEYS])
  show()
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  if (unknown.length) view.warn(`Not in this handbook: ${unknown.join(", ")}. All else in the address is chosen.`)
}

/**
 * @param {Data} data
 * @param {Picked[]} chosen
 * @param {import("./cartridge.js").Form} form
 */
async function pack(data, chosen, form) {
  const [quizzes, { cartridge }, { zip }] = await Promise.all([json("teach/pick-quizzes.json"), import("./cartridge.js"), import("./zip.js")])
  return zip(cartridge(data, quizzes, chosen, root, form))
}

/** @param {Picked[]} chosen */
async function scormPackage(chosen) {
  const units = chosen.map(async ({ article, ids }) => ({ unit: await json(`downloads/scorm/${article.id}.json`), ids }))
  const [player, { scorm }, { zip }] = await Promise.all([json("downloads/scorm/player.json"), import("./scorm.js"), import("./zip.js")])
  return zip(scorm(player, await Promise.all(units), root))
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} name
 */
function save(bytes, name) {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" })) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

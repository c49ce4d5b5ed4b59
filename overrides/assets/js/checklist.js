// Ticks stay on this device, each under its item's id with a fingerprint of its words: a reworded item loses only its own tick.
import { all, make } from "./dom.js"
import { fingerprint } from "./fingerprint.js"
import { keep, read, root } from "./store.js"

const PREFIX = `bpt:1:${root.pathname}:tick:`

export function start() {
  const boxes = all("input[data-item]", HTMLInputElement)
  for (const list of new Set(boxes.map(listOf))) enhance(boxes.filter(box => listOf(box) === list))
}

/** @param {HTMLInputElement} box */
const listOf = box => `${box.dataset.item}`.split("/")[0]

/** @param {HTMLInputElement} box */
const keyOf = box => PREFIX + box.dataset.item

/** @param {HTMLInputElement} box */
const wordsOf = box => fingerprint(box.nextElementSibling?.textContent.trim() ?? "")

/** @param {HTMLInputElement} box */
const isTicked = box => read(keyOf(box)) === wordsOf(box)

/** @param {HTMLInputElement[]} boxes */
function enhance(boxes) {
  let kept = true
  /** @type {HTMLInputElement[] | null} */
  let cleared = null
  const { bar, text, button } = progress()

  /** @param {HTMLInputElement} box */
  const save = box => (kept = keep(keyOf(box), box.checked ? wordsOf(box) : null) && kept)
  const show = () => {
    const done = boxes.filter(box => box.checked).length
    text.textContent = `${done} of ${boxes.length} done${kept ? ", kept on this device only" : ", not kept: storage is blocked"}`
    if (done) cleared = null
    button.textContent = cleared ? "Undo reset" : "Reset"
    button.hidden = !done && !cleared
  }
  const renew = () => {
    if (!kept) return // ticks that could not be kept are on this page only
    for (const box of boxes) box.checked = isTicked(box)
    show()
  }
  /**
   * @param {HTMLInputElement[]} some
   * @param {boolean} checked
   */
  const set = (some, checked) => {
    for (const box of some) {
      box.checked = checked
      save(box)
    }
  }

  button.addEventListener("click", () => {
    const ticked = boxes.filter(box => box.checked)
    set(cleared ?? ticked, cleared !== null)
    cleared = cleared ? null : ticked
    show()
  })
  for (const box of boxes) {
    box.parentElement?.addEventListener("click", event => event.target === box || box.click())
    box.addEventListener("change", () => {
      cleared = null
      save(box)
      show()
    })
  }
  // A null key means that another tab cleared everything. A page from the back-forward cache may be out of date.
  addEventListener("storage", event => (event.key ?? PREFIX).startsWith(PREFIX) && renew())
  addEventListener("pageshow", event => event.persisted && renew())

  kept = keep(`${PREFIX}probe`, "1") && keep(`${PREFIX}probe`, null)
  // A box may have been ticked before this script came.
  boxes.filter(box => box.checked).forEach(save)
  boxes.filter(box => !box.checked).forEach(box => (box.checked = isTicked(box)))
  show()
  const list = boxes[boxes.length - 1].closest("ul")
  list?.after(bar)
  list?.classList.add("counted")
}

function progress() {
  const text = make("p", { role: "status" })
  const button = make("button", { type: "button" })
  const card = make("button", { type: "button", "data-do": "card" }, "Print card")
  return { bar: make("div", { className: "progress" }, text, button, card), text, button }
}

// Ticks stay on this device, each under its item's id with a mark of its words: a reworded item loses only its own tick.
import { keep, read, root } from "./store.js"

const PREFIX = `bpt:1:${root.pathname}:tick:`

export function start() {
  const boxes = [...document.querySelectorAll("input[data-item]")]
  const groups = new Map()
  for (const box of boxes) groups.set(listOf(box), [...(groups.get(listOf(box)) ?? []), box])
  for (const group of groups.values()) enhance(group)
}

const listOf = box => box.dataset.item.split("/")[0]
const keyOf = box => PREFIX + box.dataset.item
const wordsOf = box => box.nextElementSibling.textContent.trim()
const markOf = box => [...wordsOf(box)].reduce((sum, sign) => (Math.imul(sum, 33) ^ sign.codePointAt(0)) >>> 0, 5381).toString(36)
const isTicked = box => read(keyOf(box)) === markOf(box)

function enhance(boxes) {
  let kept = true
  let cleared = null
  const { bar, text, button } = progress()

  const save = box => (kept = keep(keyOf(box), box.checked ? markOf(box) : null) && kept)
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
    box.parentElement.addEventListener("click", event => event.target === box || box.click())
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
  const list = boxes.at(-1).closest("ul")
  list.after(bar)
  list.classList.add("counted")
}

function progress() {
  const bar = document.createElement("div")
  const text = document.createElement("p")
  const button = document.createElement("button")
  const card = document.createElement("button")
  bar.className = "progress"
  text.setAttribute("role", "status")
  button.type = card.type = "button"
  card.textContent = "Print card"
  card.dataset.do = "card"
  bar.append(text, button, card)
  return { bar, text, button }
}

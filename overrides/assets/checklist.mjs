// Ticks stay on this device, one entry for each item's id; a page without storage still ticks.
const PREFIX = "kb1:"

function storage() {
  try {
    const found = window.localStorage
    found.getItem(PREFIX)
    return found
  } catch {
    return null
  }
}

export function start(document) {
  const boxes = [...document.querySelectorAll("input[data-item]")]
  if (!boxes.length) return
  const store = storage()
  const key = box => PREFIX + box.dataset.item
  const save = box => {
    try {
      if (box.checked) store?.setItem(key(box), "1")
      else store?.removeItem(key(box))
    } catch {
      // Full storage: the tick still shows until the page is left.
    }
  }
  for (const box of boxes) box.checked = store?.getItem(key(box)) === "1"
  const bar = progress(document, boxes, save, Boolean(store))
  boxes.at(-1).closest("ul").after(bar.element)
  document.addEventListener("change", event => {
    if (!boxes.includes(event.target)) return
    save(event.target)
    bar.show()
  })
  window.addEventListener("storage", event => {
    for (const box of boxes) if (event.key === key(box)) box.checked = event.newValue === "1"
    bar.show()
  })
}

function progress(document, boxes, save, kept) {
  const element = document.createElement("div")
  element.className = "progress"
  const text = document.createElement("p")
  text.setAttribute("role", "status")
  const button = document.createElement("button")
  button.type = "button"
  element.append(text, button)
  let undone = null
  const show = () => {
    const done = boxes.filter(box => box.checked).length
    text.textContent = `${done} of ${boxes.length} done${kept ? ", kept on this device only" : ""}`
    if (done) undone = null
    button.textContent = undone ? "Undo" : "Reset"
    button.hidden = !done && !undone
  }
  button.addEventListener("click", () => {
    const before = undone ?? boxes.filter(box => box.checked)
    const tick = undone !== null
    for (const box of before) {
      box.checked = tick
      save(box)
    }
    undone = tick ? null : before
    show()
  })
  show()
  return { element, show }
}

// Lists and tables that can be narrowed: show only the sources or trials that hold a word and are of what was chosen.
const rows = [...document.querySelectorAll("article td [id^=trial-]")].map(one => one.closest("tr"))
const entries = rows.length ? rows.map(row) : [...document.querySelectorAll("article [id^=ref-]")].map(source)
const headings = [...new Set(entries.map(one => one.heading))].filter(one => one?.matches("h2[id]"))

function row(one) {
  return { parts: [one], text: plain(one.textContent), is: choice => [...one.cells].some(cell => cell.textContent === choice.text) }
}

function source(one) {
  const parts = one.matches("p") ? [one, one.nextElementSibling] : [one]
  const heading = one.closest("ul")?.previousElementSibling
  return { parts, heading, text: plain(parts.map(part => part.textContent).join("")), is: choice => heading?.id === choice.value }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}

export function start() {
  const form = document.querySelector(".filter")
  const word = form.querySelector("input")
  const said = form.querySelector("output")

  function apply() {
    const words = plain(word.value).split(/\s+/).filter(Boolean)
    const chosen = [...form.querySelectorAll("select")].filter(one => one.value).map(one => one.selectedOptions[0])
    const shown = entries.filter(one => chosen.every(one.is) && words.every(part => one.text.includes(part)))
    const kept = new Set(shown)
    for (const one of entries) for (const part of one.parts) part.hidden = !kept.has(one)
    for (const one of headings) one.hidden = !shown.some(entry => entry.heading === one)
    said.textContent = words.length || chosen.length ? `${shown.length} of ${entries.length} ${rows.length ? "results" : "sources"}` : ""
  }

  form.addEventListener("input", apply)
  form.addEventListener("submit", event => event.preventDefault())
  apply()
}

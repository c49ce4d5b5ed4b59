// The evidence library: show only the sources that hold a word, of one design if there are several on the page.
const entries = [...document.querySelectorAll("article [id^=ref-]")].map(one => ({
  parts: one.matches("p") ? [one, one.nextElementSibling] : [one],
  text: plain(one.textContent + (one.matches("p") ? one.nextElementSibling.textContent : "")),
  heading: one.closest("ul")?.previousElementSibling,
}))
const headings = [...new Set(entries.map(one => one.heading))].filter(one => one?.matches("h2[id]"))

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}

function labelled(name, field) {
  const label = document.createElement("label")
  label.append(name, field)
  return label
}

export function start() {
  const form = document.createElement("form")
  const word = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" })
  const design = document.createElement("select")
  const said = Object.assign(document.createElement("output"), { textContent: "" })
  form.className = "filter"
  form.append(labelled("Words in the source", word))
  if (headings.length) {
    design.append(new Option("All designs", ""), ...headings.map(one => new Option(one.firstElementChild.textContent, one.id)))
    form.append(labelled("Design", design))
  }
  form.append(said)

  function apply() {
    const words = plain(word.value).split(/\s+/).filter(Boolean)
    const shown = entries.filter(one => (!design.value || one.heading?.id === design.value) && words.every(part => one.text.includes(part)))
    const kept = new Set(shown)
    for (const one of entries) for (const part of one.parts) part.hidden = !kept.has(one)
    for (const one of headings) one.hidden = !shown.some(entry => entry.heading === one)
    said.textContent = words.length || design.value ? `${shown.length} of ${entries.length} sources` : ""
  }

  form.addEventListener("input", apply)
  form.addEventListener("submit", event => event.preventDefault())
  const first = headings[0] ?? entries[0].parts[0]
  first.before(form)
}

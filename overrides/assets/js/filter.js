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

export function start() {
  const form = document.querySelector(".filter")
  const word = form.querySelector("input")
  const design = form.querySelector("select")
  const said = form.querySelector("output")

  function apply() {
    const words = plain(word.value).split(/\s+/).filter(Boolean)
    const shown = entries.filter(one => (!design?.value || one.heading?.id === design.value) && words.every(part => one.text.includes(part)))
    const kept = new Set(shown)
    for (const one of entries) for (const part of one.parts) part.hidden = !kept.has(one)
    for (const one of headings) one.hidden = !shown.some(entry => entry.heading === one)
    said.textContent = words.length || design?.value ? `${shown.length} of ${entries.length} sources` : ""
  }

  form.addEventListener("input", apply)
  form.addEventListener("submit", event => event.preventDefault())
  if (word.value || design?.value) apply()
}

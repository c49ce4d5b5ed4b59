// Print the card, print the article, copy the link.
const root = document.documentElement

export function start() {
  const address = document.querySelector("[data-address]")
  if (address && !/^https?:/.test(address.textContent)) address.textContent = here()
  if (new URLSearchParams(location.search).get("print") === "card") root.dataset.print = "card"
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-do]")
    if (button) ways[button.dataset.do](button)
  })
}

const here = () => location.origin + location.pathname

const ways = {
  card() {
    root.dataset.print = "card"
    addEventListener("afterprint", () => delete root.dataset.print, { once: true })
    print()
  },
  article() {
    delete root.dataset.print
    print()
  },
  async link(button) {
    const said = button.parentElement.querySelector("[role=status]")
    try {
      await navigator.clipboard.writeText(here() + location.hash)
      said.textContent = "Copied"
    } catch {
      said.textContent = here() + location.hash
    }
  },
}

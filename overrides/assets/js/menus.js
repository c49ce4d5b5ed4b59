// A menu that opens over the page closes again: by Escape, by following one of its links, and by turning to anything else.
import { all, need } from "./dom.js"
import { onOutside } from "./outside.js"

export function start() {
  for (const one of all(".menu, .place details", HTMLDetailsElement)) {
    const close = () => (one.open = false)
    one.addEventListener("click", event => event.target instanceof Element && event.target.closest("a") && close())
    one.addEventListener("focusout", event => event.relatedTarget instanceof Node && !one.contains(event.relatedTarget) && close())
    one.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !one.open) return
      close()
      need("summary", HTMLElement, one).focus()
    })
    onOutside([one], close)
  }
}

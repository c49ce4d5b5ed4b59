// What drops over the page closes again: by Escape, by following one of its links, and by turning to anything else.
import { onOutside } from "./outside.js"

export function start() {
  for (const one of document.querySelectorAll(".menu, .place details")) {
    const close = () => (one.open = false)
    one.addEventListener("click", event => event.target.closest("a") && close())
    one.addEventListener("focusout", event => event.relatedTarget && !one.contains(event.relatedTarget) && close())
    one.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !one.open) return
      close()
      one.querySelector("summary").focus()
    })
    onOutside([one], close)
  }
}

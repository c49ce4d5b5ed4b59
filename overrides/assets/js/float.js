// A box that floats beside what opened it, in browsers without popovers too: within the window, and gone by Escape, by a
// press elsewhere or by turning to anything else.
import { onOutside } from "./outside.js"

const EDGE = 8

/** Shows a box within a parent and gives what closes it; `closed` is told once. The focus goes back to the opener. */
export function float(box, opener, parent, closed) {
  const watch = new AbortController()
  const close = () => {
    if (watch.signal.aborted) return
    watch.abort()
    const focused = box.contains(document.activeElement)
    box.remove()
    if (focused) opener.focus()
    closed?.()
  }
  const leave = ({ relatedTarget }) => relatedTarget && !box.contains(relatedTarget) && !opener.contains(relatedTarget) && close()
  onOutside([box, opener], close, watch)
  document.addEventListener("keydown", event => event.key === "Escape" && close(), watch)
  box.addEventListener("focusout", leave, watch)
  parent.append(box)
  place(box, opener.getBoundingClientRect())
  return close
}

/** Below its opener, or above where there is no room. */
function place(box, at) {
  const { width, height } = box.getBoundingClientRect()
  const below = at.bottom + height + EDGE < innerHeight
  box.style.left = `${Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - width - EDGE))}px`
  box.style.top = `${below ? at.bottom + 4 : Math.max(EDGE, at.top - height - 4)}px`
}

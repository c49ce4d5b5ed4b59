// A box that floats beside what opened it, in browsers without popovers too: within the window, and gone by Escape, by a
// press elsewhere or by turning to anything else.
import { position } from "./float-position.js"
import { onOutside } from "./outside.js"

/**
 * Shows a box within a parent and gives what closes it; `closed` is told once. The focus goes back to the opener.
 * @param {HTMLElement} box
 * @param {HTMLElement} opener
 * @param {HTMLElement} parent
 * @param {() => void} [closed]
 */
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
  /** @param {FocusEvent} event */
  const leave = ({ relatedTarget }) => relatedTarget instanceof Node && !box.contains(relatedTarget) && !opener.contains(relatedTarget) && close()
  onOutside([box, opener], close, watch)
  document.addEventListener("keydown", event => event.key === "Escape" && close(), watch)
  box.addEventListener("focusout", leave, watch)
  parent.append(box)
  const at = position(box.getBoundingClientRect(), opener.getBoundingClientRect(), { width: document.documentElement.clientWidth, height: innerHeight })
  box.style.left = `${at.left}px`
  box.style.top = `${at.top}px`
  return close
}

// Opens the search; its engine and data are fetched only when someone comes to use them.
const NOT_LOADED = "Search could not be loaded. The checklists page and the visit lead to every article."

import { all, need } from "./dom.js"
import { index } from "./search-index.js"

export function start() {
  const dialog = all(".search-dialog", HTMLDialogElement).at(0)
  const input = need("#find", HTMLInputElement)
  const form = need(".search", HTMLFormElement)
  /** @type {Promise<Response> | undefined} asked for beside the engine, which would ask for it one round later */
  let early
  const load = () => {
    const asked = (early ??= index())
    asked.catch(() => {})
    return import("./search.js")
      .then(search => search.start(NOT_LOADED, asked))
      .catch(error => {
        need(".search-said", HTMLElement, form).textContent = NOT_LOADED
        form.classList.add("answered")
        console.warn(error)
        return undefined
      })
  }
  const open = () => {
    load()
    if (dialog && !dialog.open) dialog.showModal()
    input.focus()
    input.select()
  }

  for (const button of all(".search-open", HTMLElement)) {
    button.addEventListener("click", open)
    button.addEventListener("pointerenter", load, { once: true })
  }
  document.querySelector(".search-close")?.addEventListener("click", () => dialog?.close())
  dialog?.addEventListener("click", event => event.target === dialog && dialog.close())
  // In WebKit a search field takes Escape for itself, even when it is empty.
  dialog?.addEventListener("keydown", event => event.key === "Escape" && !event.defaultPrevented && dialog.close())
  addEventListener("keydown", event => {
    const asked = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" : event.key === "/" && !isWriting(event.target)
    if (!asked || event.altKey || document.documentElement.classList.contains("framed")) return
    event.preventDefault()
    open()
  })
  // Enter may come before the engine does; the form itself leads nowhere.
  form.addEventListener("submit", event => {
    event.preventDefault()
    load().then(box => box?.first())
  })
  // Words may come without a key, when they are dictated or pasted, or before this script.
  for (const name of ["pointerdown", "keydown", "input"]) input.addEventListener(name, load, { once: true })
  if (input.value) load()
  // On a device with a keyboard the question can be answered at once; a touch keyboard would hide the page.
  if (!dialog && !location.hash && matchMedia("(hover: hover) and (pointer: fine)").matches) input.focus({ preventScroll: true })
}

/** @param {EventTarget | null} target */
const isWriting = target => target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox])"))

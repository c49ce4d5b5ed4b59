// Beside each section, item and question a link to the file it is written in; the suggestion names the section being read.
import { all, make, need } from "./dom.js"
import { fileOf } from "./edit-file.js"

export function start() {
  const nav = need("nav.improve", HTMLElement)
  const { edit, page } = nav.dataset
  if (edit && page) for (const target of all("article :is(h2, h3, .item, .question)[id]:not(.unseen)", HTMLElement)) target.append(link(target, edit, page))
  const suggest = nav.querySelector(".suggest")
  if (suggest instanceof HTMLAnchorElement) suggest.addEventListener("click", () => (suggest.href = withSection(suggest.href)))
}

/**
 * @param {HTMLElement} target
 * @param {string} edit
 * @param {string} page
 */
function link(target, edit, page) {
  const article = document.querySelector(".page-article") !== null
  const item = target.querySelector("input[data-item]")?.getAttribute("data-item")
  const name = (target.querySelector(".tick") ?? target).textContent.trim().slice(0, 80)
  const file = fileOf({ page, article, id: target.id, item, question: target.matches(".question") })
  const href = (/\.\w+$/.test(file) ? edit : edit.replace("/edit/", "/tree/")) + file // a folder is looked at
  return make("a", { className: "anchor edit", href, "aria-label": `Edit: ${name}` }, "Edit")
}

/** @param {string} href */
function withSection(href) {
  const address = new URL(href)
  address.searchParams.set("section", location.hash || document.querySelector(".toc [aria-current]")?.getAttribute("href") || "")
  return address.href
}

// What can be copied of a section.
import { escapeMarkdown, escapeXml } from "../escape.js"
import { here } from "../here.js"

/** @typedef {{ site: string, page: string, name: string, url: string, checked?: string, version?: string }} Section */

/**
 * The section of this page with an id, as it is named to readers.
 * @param {string} id
 * @param {string} name
 * @returns {Section}
 */
export function section(id, name) {
  const data = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? "{}")
  return {
    site: data.isPartOf?.name ?? document.title.replace(/^.* - /, ""),
    page: document.querySelector("h1")?.textContent.trim() ?? "",
    name,
    url: here(`#${id}`),
    checked: document.querySelector(".facts [data-checked]")?.getAttribute("data-checked") ?? undefined,
    version: data.version,
  }
}

/** @param {Section} section */
const title = ({ page, name }) => `${page}: ${name.replace(/[.:]$/, "")}`

/** @param {string} text */
const attribute = text => escapeXml(text, /[&<"]/g)

/** @param {Section} one */
export const link = one => one.url

/** @param {Section} one */
export const markdown = one => `[${escapeMarkdown(title(one))}](${one.url})`

/** @param {Section} one */
export const frame = one => `<iframe src="${attribute(one.url)}" title="${attribute(title(one))}" width="100%" height="600" loading="lazy"></iframe>`

/**
 * As Vancouver style cites part of a website: what is not known, such as an author or a place, is left out.
 * @param {Section} one
 * @param {Date} [today]
 */
export function citation(one, today = new Date()) {
  const version = one.version ? `; version ${one.version}` : ""
  const checked = one.checked ? `evidence checked ${day(new Date(`${one.checked}T00:00`))}; ` : ""
  return `${one.site} [Internet]. ${title(one)}${version} [${checked}cited ${day(today)}]. Available from: ${one.url}`
}

/** @param {Date} date */
const day = date => `${date.getFullYear()} ${date.toLocaleString("en-US", { month: "short" })} ${date.getDate()}`

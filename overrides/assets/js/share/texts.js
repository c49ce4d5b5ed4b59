// What can be copied of a section. A section is { site, page, name, url, checked, version }; the last two may be missing.

/** The section of this page with an id, as it is named to readers. */
export function section(id, name) {
  const data = JSON.parse(document.querySelector('script[type="application/ld+json"]')?.textContent ?? "{}")
  return {
    site: data.isPartOf?.name ?? document.title.split(" - ").at(-1),
    page: document.querySelector("h1").textContent.trim(),
    name,
    url: `${location.origin}${location.pathname}#${id}`,
    checked: document.querySelector(".facts [data-checked]")?.dataset.checked,
    version: data.version,
  }
}

const title = ({ page, name }) => `${page}: ${name.replace(/[.:]$/, "")}`
const attribute = text => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")

export const link = one => one.url

export const markdown = one => `[${title(one).replace(/[\\[\]*_`<>]/g, "\\$&")}](${one.url})`

export const frame = one => `<iframe src="${attribute(one.url)}" title="${attribute(title(one))}" width="100%" height="600" loading="lazy"></iframe>`

/** As Vancouver style cites part of a website: what is not known, such as an author or a place, is left out. */
export function citation(one, today = new Date()) {
  const version = one.version ? `; version ${one.version}` : ""
  const checked = one.checked ? `evidence checked ${day(new Date(`${one.checked}T00:00`))}; ` : ""
  return `${one.site} [Internet]. ${title(one)}${version} [${checked}cited ${day(today)}]. Available from: ${one.url}`
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
const day = date => `${date.getFullYear()} ${MONTHS[date.getMonth()]} ${date.getDate()}`

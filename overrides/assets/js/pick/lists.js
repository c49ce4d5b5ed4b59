// A choice as a list of links: plain text, Markdown or HTML.
import { escapeMarkdown, escapeXml } from "../escape.js"

/**
 * @import { Picked } from "./choice.js"
 * @typedef {{ title: string, links: [name: string, url: string][] }} Group the links of an article
 */

/** @param {string} text */
const escape = text => escapeXml(text, /[&<"]/g)

/**
 * A name as it begins a line.
 * @param {string} name
 */
export const begun = name => name[0].toUpperCase() + name.slice(1)

/**
 * The links of chosen articles; a quiz is linked at its first question.
 * @param {Picked[]} chosen
 * @param {URL} root
 * @returns {Group[]}
 */
export function groups(chosen, root) {
  return chosen.map(({ article, ids }) => {
    const names = article.sections.flatMap(row => (row[0] === "do" ? [row, ...article.items] : [row]))
    const links = names.filter(([id]) => ids.has(id)).map(([id, name]) => ({ name, id }))
    if (ids.has("quiz")) for (const [at, name] of article.quiz) links.push({ name, id: at })
    return { title: article.title, links: links.map(({ name, id }) => [begun(name), new URL(`${article.address}#${id}`, root).href]) }
  })
}

/** @type {Record<string, (found: Group[]) => string>} */
export const FORMATS = {
  Text: found => found.map(({ title, links }) => [title, ...links.map(([name, url]) => `${name}\n${url}`)].join("\n")).join("\n\n"),
  Markdown: found =>
    found
      .map(({ title, links }) => [`**${escapeMarkdown(title)}**`, "", ...links.map(([name, url]) => `- [${escapeMarkdown(name)}](${url})`)].join("\n"))
      .join("\n\n"),
  HTML: found =>
    found
      .map(
        ({ title, links }) =>
          `<p>${escape(title)}</p>\n<ul>\n${links.map(([name, url]) => `<li><a href="${escape(url)}">${escape(name)}</a></li>`).join("\n")}\n</ul>`,
      )
      .join("\n"),
}

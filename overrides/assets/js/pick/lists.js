// A choice as a list of links: plain text, Markdown or HTML.
const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")
const plain = text => text.replace(/[\\[\]*_`<>]/g, "\\$&")

/** A name as it begins a line. */
export const begun = name => name[0].toUpperCase() + name.slice(1)

/** [{ title, links: [[name, url], ...] }, ...] of chosen articles; a quiz is linked at its first question. */
export function groups(chosen, root) {
  return chosen.map(({ article, ids }) => {
    const names = article.sections.flatMap(row => (row[0] === "do" ? [row, ...article.items] : [row]))
    const links = names.filter(([id]) => ids.has(id)).map(([id, name]) => [name, id])
    if (ids.has("quiz")) for (const [at, name] of article.quiz) links.push([name, at])
    return { title: article.title, links: links.map(([name, id]) => [begun(name), new URL(`${article.address}#${id}`, root).href]) }
  })
}

export const FORMATS = {
  Text: found => found.map(({ title, links }) => [title, ...links.map(([name, url]) => `${name}\n${url}`)].join("\n")).join("\n\n"),
  Markdown: found =>
    found.map(({ title, links }) => [`**${plain(title)}**`, "", ...links.map(([name, url]) => `- [${plain(name)}](${url})`)].join("\n")).join("\n\n"),
  HTML: found =>
    found
      .map(
        ({ title, links }) =>
          `<p>${escape(title)}</p>\n<ul>\n${links.map(([name, url]) => `<li><a href="${escape(url)}">${escape(name)}</a></li>`).join("\n")}\n</ul>`,
      )
      .join("\n"),
}

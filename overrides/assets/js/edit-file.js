// Which file a part of a page is written in, below docs/.

/**
 * @param {object} part
 * @param {string} part.page the file of the page
 * @param {boolean} part.article
 * @param {string} part.id
 * @param {string | null} [part.item] of a checklist, as list/item
 * @param {boolean} [part.question]
 */
export function fileOf({ page, article, id, item, question }) {
  const name = page.replace(/^.*\/|\.md$/g, "")
  if (item) return `_data/checklists/${item.split("/")[0]}.yml`
  if (question) return `_data/quizzes/${name}.yml`
  if (page === "reference/glossary.md") return "_data/glossary.yml"
  if (article && id === "do") return `_data/checklists/${name}.yml`
  if (article && id === "sources") return "_data/references"
  return page
}

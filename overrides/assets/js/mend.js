// Beside each section, item and question a link to the file it is written in; the suggestion names the section being read.
function fileOf(target, page) {
  const article = page.split("/").at(-1).replace(/\.md$/, "")
  const inData = { do: `checklists/${article}`, sources: "references" }
  const item = target.querySelector("input[data-item]")
  if (item) return `_data/checklists/${item.dataset.item.split("/")[0]}.yml`
  if (target.matches(".question")) return `_data/quizzes/${article}.yml`
  if (page === "reference/glossary.md") return "_data/glossary.yml"
  return document.querySelector(".page-article") && inData[target.id] ? `_data/${inData[target.id]}.yml` : page
}

export function start() {
  const mend = document.querySelector(".mend")
  const { edit, page } = mend.dataset
  for (const target of edit ? document.querySelectorAll("article :is(h2, h3, .item, .question)[id]:not(.unseen)") : []) {
    const link = document.createElement("a")
    link.className = "anchor edit"
    link.href = edit + fileOf(target, page)
    link.textContent = "Edit"
    link.setAttribute("aria-label", `Edit: ${(target.querySelector(".tick") ?? target).textContent.trim().slice(0, 80)}`)
    target.append(link)
  }
  const suggest = mend.querySelector(".suggest")
  suggest?.addEventListener("click", () => {
    const address = new URL(suggest.href)
    address.searchParams.set("section", location.hash || document.querySelector(".toc [aria-current]")?.hash || "")
    suggest.href = address.href
  })
}

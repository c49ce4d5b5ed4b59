// A small search over the builder's index, fetched when the box is first used.
const root = new URL(document.querySelector(".head").dataset.root + "/", location.href)
const plain = text => text.replace(/<[^>]*>/g, " ").replace(/&\w+;/g, " ").toLowerCase()
const stem = word => word.replace(/(ies)$/, "y").replace(/(isations?|izations?)$/, "ise").replace(/ize/, "ise").replace(/(ing|ed|es|s)$/, "")
const words = text => (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(stem).filter(word => word.length > 1)
let loading = null

const get = name => fetch(new URL(name, root)).then(answer => answer.json())

function load() {
  loading ??= Promise.all([get("search/search_index.json"), get("search/aliases.json").catch(() => ({}))])
    .then(([index, aliases]) => index.docs.map(one => ({
      url: new URL(one.location, root).href,
      title: one.title.replace(/&\w+;/g, "'"),
      page: index.docs.find(other => other.location === one.location.split("#")[0])?.title ?? "",
      text: one.text.replace(/<[^>]*>/g, " "),
      heads: new Set(words(one.title)),
      aliases: new Set(words((aliases[one.location] ?? []).join(" "))),
      body: words(one.text),
    })))
  return loading
}

export async function find(query, most = 8) {
  const wanted = words(query)
  if (!wanted.length) return []
  const sections = await load()
  const scored = sections.map(one => {
    let score = 0
    for (const word of wanted) {
      const near = other => other === word || (word.length > 2 && other.startsWith(word))
      const title = [...one.heads].some(near) || words(one.page).some(near) ? 6 : 0
      const alias = [...one.aliases].some(near) ? 9 : 0
      const body = one.body.filter(near).length
      if (!title && !alias && !body) return { one, score: 0 }
      score += title + alias + Math.min(body, 5) / Math.sqrt(1 + one.body.length / 80)
    }
    return { one, score }
  })
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, most).map(({ one }) => one)
}

export function start(document) {
  const box = document.querySelector("#find")
  const list = document.querySelector("#found")
  const count = document.querySelector(".found-count")
  let chosen = -1
  const close = () => {
    list.hidden = true
    box.setAttribute("aria-expanded", "false")
  }
  const choose = at => {
    const links = [...list.querySelectorAll("a")]
    chosen = links.length ? (at + links.length) % links.length : -1
    links.forEach((link, index) => link.setAttribute("aria-selected", String(index === chosen)))
    if (chosen >= 0) box.setAttribute("aria-activedescendant", links[chosen].id)
  }
  const show = async () => {
    const results = await find(box.value)
    list.replaceChildren(...results.map((one, index) => result(document, one, index)))
    if (box.value.trim() && !results.length) list.append(nothing(document))
    count.textContent = box.value.trim() ? `${results.length} results` : ""
    list.hidden = !box.value.trim()
    box.setAttribute("aria-expanded", String(!list.hidden))
    choose(0)
  }
  box.addEventListener("focus", load, { once: true })
  box.addEventListener("input", show)
  box.addEventListener("keydown", event => {
    if (event.key === "ArrowDown") choose(chosen + 1)
    else if (event.key === "ArrowUp") choose(chosen - 1)
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  })
  box.form.addEventListener("submit", event => {
    event.preventDefault()
    list.querySelectorAll("a")[chosen]?.click()
  })
  document.addEventListener("click", event => box.form.contains(event.target) || close())
}

function result(document, one, index) {
  const link = document.createElement("a")
  link.href = one.url
  link.id = `found-${index}`
  link.setAttribute("role", "option")
  const title = document.createElement("b")
  title.textContent = one.page && one.page !== one.title ? `${one.page}: ${one.title}` : one.title
  const text = document.createElement("span")
  text.textContent = one.text.trim().slice(0, 110)
  link.append(title, text)
  return link
}

function nothing(document) {
  const text = document.createElement("p")
  text.textContent = "Nothing found. Try one plain word, such as \"angry\", \"late\" or \"results\", or look through the visit."
  return text
}

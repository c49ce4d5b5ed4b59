// A small search in the reader's own words over pages and their sections: stems, UK and US spelling, prefixes, typos.
const STOP = new Set("a about am an and are as at be but by can do for from had has have he her his how i if in is it its me my of on or our she so that the their them they this to was we what when which who why will with you your".split(" "))
const SUFFIX = /(?:isations?|ising|ised|ise|ies|ying|ied|ing|ed|ers?|ly|ness|ments?|es|s|y|e)$/
// Where an answer is seldom looked for: exercises, lists of sources and links.
const ASIDE = /#(?:teach|related|sources|quiz)/
const WEIGHT = { title: 5, alias: 6, heading: 2, text: 1 }

export function words(text) {
  return (text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'’]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [])
}

export function stem(word) {
  const plain = word.replace(/iz(?=e|a|i)/, "is").replace(/([ao])e(?=[^n]..)/, "e").replace(/our(?=s?$|i)/, "or").replace(/tre(s?)$/, "ter$1").replace(/ogue$/, "og").replace(/ence$/, "ense")
  const short = plain.replace(SUFFIX, "")
  return (short.length > 2 ? short : plain).replace(/([bdglmnprt])\1$/, "$1")
}

const stems = text => words(text).map(stem)
const plainText = html => html.replace(/<[^>]*>/g, " ").replace(/&amp;/g, "&").replace(/&[lg]t;|&#?\w+;/g, " ").replace(/\s+/g, " ").trim()

/** The builder's index and the pages' aliases -> a function from a query to results. */
export function build(docs, aliases) {
  const pages = new Map()
  for (const { location, title, text } of docs) {
    const [url] = location.split("#")
    if (!pages.has(url)) pages.set(url, { url, title: plainText(title), sections: [], aliases: (aliases[url] ?? []).map(stems) })
    const page = pages.get(url)
    const rank = ASIDE.test(location) ? 0.3 : 1
    page.sections.push({ url: location, rank, title: location === url ? "" : plainText(title), text: plainText(text) })
  }
  const all = [...pages.values()].filter(page => page.url)
  for (const page of all) measure(page)
  const seen = new Map()
  for (const page of all) for (const word of page.terms) seen.set(word, (seen.get(word) ?? 0) + 1)
  return (query, most) => search(all, seen, query, most)
}

function measure(page) {
  page.name = new Set(stems(page.title))
  for (const section of page.sections) {
    section.name = new Set(stems(section.title))
    section.counts = new Map()
    const found = stems(section.text)
    for (const word of found) section.counts.set(word, (section.counts.get(word) ?? 0) + 1)
    section.size = found.length
  }
  page.size = page.sections.reduce((sum, section) => sum + section.size, 0)
  page.terms = new Set([...page.name, ...page.aliases.flat(), ...page.sections.flatMap(one => [...one.name, ...one.counts.keys()])])
}

function search(pages, seen, query, most) {
  const asked = words(query)
  const kept = asked.filter(word => !STOP.has(word))
  const wanted = [...new Set((kept.length ? kept : asked).map(stem))].map((word, index, list) => ({
    weight: 1,
    forms: forms(word, seen, index === list.length - 1),
  }))
  if (!wanted.length) return []
  for (const one of wanted) one.weight = Math.max(0.1, Math.log((pages.length + 1) / (0.5 + Math.max(...one.forms.map(([word]) => seen.get(word) ?? 0), 0))))
  const phrase = asked.map(stem)
  const scored = pages.map(page => score(page, wanted, phrase)).sort((a, b) => b.score - a.score)
  const least = scored[0].score / 8
  return scored.filter(one => one.score > least).slice(0, most).map(one => present(one, wanted))
}

/** The words of the handbook that a typed word may mean, each with how well it fits: itself, longer ones, near ones. */
function forms(word, seen, last) {
  const found = seen.has(word) ? [[word, 1]] : []
  if (word.length > 2 && (last || !found.length)) {
    for (const other of seen.keys()) if (other !== word && other.startsWith(word)) found.push([other, (found.length ? 0.35 : 0.7) * (word.length / other.length)])
  }
  if (!found.length && word.length > 3) {
    for (let most = 1; !found.length && most <= (word.length > 7 ? 2 : 1); most++) {
      for (const other of seen.keys()) if (near(word, other, most)) found.push([other, 0.6 / most])
    }
  }
  return found
}

/** Whether two words differ by at most `most` letters added, lost, changed or swapped. */
export function near(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false
  let before = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    if (Math.min(...next) > most) return false
    before = row
    row = next
  }
  return row[b.length] <= most
}

const best = (forms, has) => forms.reduce((most, [word, fit]) => (fit > most && has(word) ? fit : most), 0)
const often = (forms, counts, size) => {
  const times = forms.reduce((sum, [word, fit]) => sum + fit * (counts.get(word) ?? 0), 0)
  return times / (times + 0.6 + size / 160)
}

const fit = (section, forms) =>
  section.rank * (WEIGHT.heading * best(forms, word => section.name.has(word)) + WEIGHT.text * often(forms, section.counts, section.size))

function score(page, wanted, phrase) {
  let total = 0
  let met = 0
  for (const { forms, weight } of wanted) {
    const title = best(forms, word => page.name.has(word)) * WEIGHT.title
    const alias = Math.max(0, ...page.aliases.map(one => best(forms, word => one.includes(word)) / Math.sqrt(one.length))) * WEIGHT.alias
    const body = Math.max(0, ...page.sections.map(section => fit(section, forms)))
    const sum = title + alias + body
    if (sum) met += 1
    total += weight * sum
  }
  const whole = page.aliases.some(one => one.join(" ") === phrase.join(" ")) ? 2 : 1
  const kind = page.aliases.length ? 1 : 0.4
  return { page, score: total * (met / wanted.length) ** 2 * whole * kind }
}

/** The section of a page that says most about the query; the top of the page where only its title or aliases match. */
function present({ page }, wanted) {
  const rated = page.sections.map(section => ({
    section,
    value: wanted.reduce((sum, { forms, weight }) => sum + weight * fit(section, forms), 0),
  }))
  const top = rated.reduce((a, b) => (b.value > a.value ? b : a))
  const section = top.value ? top.section : (page.sections[1] ?? page.sections[0])
  const forms = wanted.flatMap(one => one.forms.map(([word]) => word)).slice(0, 12)
  return { url: section.url, title: page.title, section: section.title, text: snippet(section.text, forms), words: forms }
}

function snippet(text, forms, most = 130) {
  const at = forms.length ? text.search(new RegExp(`\\b(?:${forms.join("|")})`, "i")) : -1
  const start = at > 60 ? text.indexOf(" ", at - 50) + 1 : 0
  const part = text.slice(start, start + most)
  return (start ? "… " : "") + (start + most < text.length ? part.replace(/\s\S*$/, " …") : part)
}

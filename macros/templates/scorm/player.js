"use strict"
// The player of a SCORM 1.2 package: shows one article at a time, marks the questions, and reports to course software.
// Status is "incomplete" until every question is answered, then "passed" or "failed": course software that hears of no
// status calls the whole "completed" when it is left.
const PASS = 75 // per cent, unless the course software sets its own
const SPACE = 4000 // characters of suspend data; SCORM 1.2 has 4,096
const site = document.body.dataset.site
const units = [...document.querySelectorAll("[data-unit]")]
const questions = [...document.querySelectorAll("[data-question]")]
const began = Date.now()

// --- The course software -------------------------------------------------------------------------------------------

/** The API of the window, of those around it, or of the one that opened it; null where there is none to be reached. */
function findApi() {
  for (const start of [() => window, () => window.opener, () => window.top.opener]) {
    try {
      for (let at = start(), step = 0; at && step < 20; at = at === at.parent ? null : at.parent, step++) if (at.API) return at.API
    } catch {
      // Another site's window may not be looked into.
    }
  }
  return null
}

let api = null
let failed = false
const get = name => (api ? String(api.LMSGetValue(name)) : "")

function set(name, value) {
  if (api && String(api.LMSSetValue(name, String(value))) !== "true") failed = true
}

function connect() {
  const found = findApi()
  if (found && String(found.LMSInitialize("")) === "true") api = found
  if (!found) return "No course software was found around this page: nothing is recorded. Text and questions work."
  if (!api) return "The course software did not begin a session: nothing is recorded. Open this again from the course."
  if (get("cmi.core.lesson_mode") === "review") {
    reviewing = true
    return "You are looking back: nothing is recorded."
  }
  return ""
}

let reviewing = false

/** A span of milliseconds as SCORM writes it: hours of four digits, then two each. */
function span(milliseconds) {
  const seconds = Math.min(Math.round(milliseconds / 1000), 9999 * 3600)
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${new Date(seconds * 1000).toISOString().slice(14, 19)}.00`
}

/** Tell all that a later session needs, and ask that it be kept. */
function commit() {
  if (!api || reviewing) return
  set("cmi.core.lesson_location", place())
  set("cmi.suspend_data", written())
  set("cmi.core.session_time", span(Date.now() - began))
  set("cmi.core.exit", "suspend")
  if (String(api.LMSCommit("")) !== "true") failed = true
  if (failed) say("#state", "The course software did not keep everything. Your answers are still here; tell whoever runs the course.")
}

function finish() {
  if (!api) return
  commit()
  api.LMSFinish("")
  api = null
}

// --- Answers --------------------------------------------------------------------------------------------------------

const answers = new Map() // question's key -> letters chosen
let score = 0
let shownAt = Date.now()

/** Answers as suspend data: a key and its letters each, as many as there is space for. */
function written() {
  let text = "1"
  for (const [key, letters] of answers) {
    const more = `.${key}${letters}`
    if (text.length + more.length <= SPACE) text += more
  }
  return text
}

function restore(text) {
  const [version, ...parts] = text.split(".")
  if (version !== "1") return
  const known = new Map(questions.map(one => [one.dataset.key, one]))
  for (const part of parts) {
    const [key, letters] = [part.slice(0, 6), part.slice(6)]
    if (!known.has(key) || !/^[a-z]+$/.test(letters)) continue
    answers.set(key, letters)
    show(known.get(key), letters)
  }
}

/** Mark a question as answered: what was chosen, and the feedback of each option. */
function show(question, letters) {
  const right = question.dataset.right
  for (const option of question.querySelectorAll(".option")) {
    const input = option.querySelector("input")
    input.checked = letters.includes(input.value)
    input.disabled = true
    const feedback = option.querySelector(".feedback")
    feedback.dataset.text ??= feedback.textContent
    feedback.textContent = `${right.includes(input.value) ? "Right" : "Not right"}: ${feedback.dataset.text}`
    feedback.hidden = false
  }
  question.querySelector("button").disabled = true
  question.querySelector(".answered").textContent = letters === right ? "Your answer is right." : "Your answer is not right."
}

function answer(question) {
  const chosen = [...question.querySelectorAll("input:checked")].map(one => one.value)
  if (!chosen.length) {
    question.querySelector(".answered").textContent = "Choose an answer first."
    return
  }
  const letters = chosen.sort().join("")
  answers.set(question.dataset.key, letters)
  show(question, letters)
  report(question, letters)
}

/** Tell of one answer, then of the score; once all are given, whether that passes. */
function report(question, letters) {
  if (api && !reviewing) {
    const at = `cmi.interactions.${Number(get("cmi.interactions._count")) || 0}`
    set(`${at}.id`, question.dataset.question)
    set(`${at}.type`, "choice")
    set(`${at}.time`, new Date().toTimeString().slice(0, 8))
    set(`${at}.weighting`, 1)
    set(`${at}.correct_responses.0.pattern`, [...question.dataset.right].join(","))
    set(`${at}.student_response`, [...letters].join(","))
    set(`${at}.result`, letters === question.dataset.right ? "correct" : "wrong")
    set(`${at}.latency`, span(Date.now() - shownAt))
    shownAt = Date.now()
  }
  const now = Math.round((100 * countRight()) / questions.length)
  score = Math.max(score, now)
  if (api && !reviewing) {
    set("cmi.core.score.min", 0)
    set("cmi.core.score.max", 100)
    set("cmi.core.score.raw", score)
    if (answers.size === questions.length) set("cmi.core.lesson_status", score >= needed() ? "passed" : "failed")
  }
  commit()
  summarise()
}

const countRight = () => questions.filter(one => answers.get(one.dataset.key) === one.dataset.right).length
const needed = () => Number(get("cmi.student_data.mastery_score")) || PASS

function summarise() {
  const done = answers.size === questions.length
  const count = `${answers.size} of ${questions.length} questions answered, ${countRight()} right.`
  const result = `Your best result is ${score} %. ${score >= needed() ? "Passed" : "Not passed"}: ${needed()} % is needed.`
  say("#result [role=status]", done && questions.length ? `${count} ${result}` : count)
  document.querySelector("#result button").hidden = !done
}

function again() {
  answers.clear()
  for (const question of questions) {
    question.reset()
    for (const input of question.querySelectorAll("input")) input.disabled = false
    for (const feedback of question.querySelectorAll(".feedback")) feedback.hidden = true
    question.querySelector("button").disabled = false
    question.querySelector(".answered").textContent = ""
  }
  commit()
  summarise()
  const unit = questions[0].closest("[data-unit]")
  display(unit)
  questions[0].scrollIntoView()
  questions[0].querySelector("input").focus({ preventScroll: true })
}

// --- What is shown --------------------------------------------------------------------------------------------------

const say = (where, words) => (document.querySelector(where).textContent = words)
const shown = () => units.find(one => !one.hidden)

/** Where the reader is: an article, and the section that fills the window. */
function place() {
  const passed = [...shown().querySelectorAll("section[id]")].filter(one => one.getBoundingClientRect().top < innerHeight / 2)
  return `${shown().dataset.unit}#${passed.at(-1)?.id ?? ""}`.slice(0, 255)
}

function display(unit) {
  for (const one of units) one.hidden = one !== unit
  for (const button of document.querySelectorAll("nav button")) {
    if (button.value === unit.dataset.unit) button.setAttribute("aria-current", "true")
    else button.removeAttribute("aria-current")
  }
  shownAt = Date.now()
}

function go(unit) {
  display(unit)
  unit.querySelector("h1").focus()
  scrollTo(0, 0)
  commit()
}

function button(unit, words) {
  const made = Object.assign(document.createElement("button"), { type: "button", value: unit.dataset.unit, textContent: words })
  made.addEventListener("click", () => go(unit))
  return made
}

const titled = unit => unit.querySelector("h1").textContent

/** A list of articles, and the way to the one before and after. */
function contents() {
  if (units.length < 2) return
  document.querySelector("nav").hidden = false
  units.forEach((unit, index) => {
    const row = document.createElement("li")
    row.append(button(unit, titled(unit)))
    document.querySelector("nav ol").append(row)
    const ways = Object.assign(document.createElement("p"), { className: "pages" })
    if (units[index - 1]) ways.append(button(units[index - 1], `Previous: ${titled(units[index - 1])}`))
    if (units[index + 1]) ways.append(button(units[index + 1], `Next: ${titled(units[index + 1])}`))
    unit.append(ways)
  })
}

/** Links to what this package holds stay in it; those to what it leaves out lead to the site. */
function links() {
  for (const link of document.querySelectorAll("main a[href]")) {
    const href = link.getAttribute("href")
    const unit = link.closest("[data-unit]")
    if (href.startsWith("#") && !document.getElementById(decodeURIComponent(href.slice(1)))) {
      Object.assign(link, { href: `${site}${unit.dataset.address}#${href.slice(1).replace(/^.*--/, "")}`, target: "_blank", rel: "noopener" })
    }
    const [address, id] = href.startsWith(site) ? href.slice(site.length).split("#") : []
    const inside = units.find(one => one !== unit && one.dataset.address === address)
    if (!inside) continue
    link.addEventListener("click", event => {
      event.preventDefault()
      go(inside)
      if (id) document.getElementById(`${inside.dataset.unit}--${id}`)?.scrollIntoView()
    })
  }
}

/** Where the network and the site let it: which articles have a newer version. */
async function lookForNewer() {
  try {
    const answer = await fetch(`${site}downloads/scorm/versions.json`, { credentials: "omit", referrerPolicy: "no-referrer" })
    const versions = await answer.json()
    const old = units.filter(one => versions[one.dataset.unit] !== one.dataset.version)
    if (!old.length) return
    say("#newer", `A newer version exists of: ${old.map(titled).join("; ")}. Ask whoever runs this course for a new package.`)
  } catch {
    // No network, or not let through: the version stands at the head of each article.
  }
}

function resume() {
  restore(get("cmi.suspend_data"))
  score = Number(get("cmi.core.score.raw")) || 0
  const [name, section] = get("cmi.core.lesson_location").split("#")
  display(units.find(one => one.dataset.unit === name) ?? units[0])
  if (section) document.getElementById(section)?.scrollIntoView()
  if (!reviewing && ["", "not attempted"].includes(get("cmi.core.lesson_status"))) {
    set("cmi.core.lesson_status", "incomplete")
    commit()
  }
}

contents()
const state = connect()
resume()
links()
say("#state", state)
summarise()
for (const question of questions) {
  // A frame in a sandbox may forbid forms to be sent, and then tells of no attempt: so the button listens itself.
  question.querySelector("button").addEventListener("click", () => answer(question))
  question.addEventListener("submit", event => {
    event.preventDefault()
    answer(question)
  })
}
document.querySelector("#result button").addEventListener("click", again)
addEventListener("pagehide", finish)
addEventListener("pageshow", event => event.persisted && location.reload())
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && commit())
lookForNewer()

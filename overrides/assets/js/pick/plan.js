// A session: which of the chosen scenes fit into the minutes there are, and who sits with whom.

const LARGEST = 200
const MANY = 30
const USUAL = 12
const HEARD = 12 // people whom one trainer can hear

/**
 * @import { Article } from "./choice.js"
 * @typedef {[name: string, does: string, who: string, minutes: number[]]} Step its minutes by the length of the session
 * @typedef {{ lengths: number[], play: number, steps: Step[] }} Session as teach/pick.json has it; scenes are played in step `play`
 * @typedef {{ minutes: number, people: number }} At
 */

/**
 * Minutes and people of an address, or what a trainer most often has.
 * @param {string} search
 * @param {number[]} lengths
 * @returns {At}
 */
export function read(search, lengths) {
  const asked = new URLSearchParams(search)
  const minutes = lengths.find(one => String(one) === asked.get("minutes")) ?? lengths[1]
  const people = Number(asked.get("people") ?? USUAL)
  return { minutes, people: Number.isInteger(people) && people > 1 && people <= LARGEST ? people : USUAL }
}

/**
 * The address with minutes and people where they are not what is assumed without.
 * @param {string} address
 * @param {At} at
 * @param {number[]} lengths
 */
export function write(address, at, lengths) {
  const url = new URL(address)
  const usual = read("", lengths)
  for (const name of /** @type {const} */ (["minutes", "people"])) {
    if (at[name] === usual[name]) url.searchParams.delete(name)
    else url.searchParams.set(name, String(at[name]))
  }
  return url.href
}

/**
 * The scenes in the order in which they are played, those for which there is no time, and the minutes left to talk.
 * @param {Session} session
 * @param {Article[]} articles
 * @param {number} minutes of the session
 */
export function turns({ steps, lengths, play }, articles, minutes) {
  /** @type {Article[]} */
  const played = []
  let left = steps[play][3][lengths.indexOf(minutes)]
  for (let at = 0; articles.length; at++) {
    const one = articles[at % articles.length]
    if (one.minutes > left) break
    played.push(one)
    left -= one.minutes
  }
  return { played, missed: articles.filter(one => !played.includes(one)), left }
}

/**
 * The rows of the timetable: first minute, length, step, what happens, who.
 * @param {Session} session
 * @param {Article[]} articles
 * @param {number} minutes
 */
export function rows(session, articles, minutes) {
  /** @type {[number, string, string, string][]} */
  const parts = []
  for (const [at, [name, does, who, lasts]] of session.steps.entries()) {
    if (at !== session.play) parts.push([lasts[session.lengths.indexOf(minutes)], name, does, who])
    else {
      const { played, left } = turns(session, articles, minutes)
      for (const one of played) parts.push([one.minutes, name, `${one.title}. ${does}`, who])
      if (left) parts.push([left, "Talk together", "What was seen in the groups, and at which word.", "Everyone"])
    }
  }
  let from = 0
  return parts.map(([length, ...texts]) => {
    const span = `${from} to ${from + length}`
    from += length
    return [span, ...texts]
  })
}

/**
 * How many sit together.
 * @param {number} people
 */
export function seats(people) {
  if (people === 2) return "One pair: whoever plays the patient ticks afterwards."
  if (people > MANY) return "More than thirty: let neighbours play one minute, twice, and show the scene at the front."
  const rest = people % 3
  const groups = Math.floor(people / 3) - Number(rest === 1)
  const parts = [
    groups && `${groups} ${groups === 1 ? "group" : "groups"} of three`,
    rest === 1 && "one of four, with two observers",
    rest === 2 && "one pair, whose patient ticks afterwards",
  ]
  const said = parts.filter(Boolean).join(" and ")
  return `${said[0].toUpperCase()}${said.slice(1)}.${people > HEARD ? " One trainer can hear four groups: bring another." : ""}`
}

// A session: which of the chosen scenes fit into the minutes there are, and who sits with whom.
import { begun } from "./lists.js"

export const KEYS = /** @type {const} */ (["minutes", "people"])
const HOUR = 60
const LARGEST = 200
const MANY = 30
const USUAL = 12
const HEARD = 12 // people whom one trainer can hear
const GROUP = 3 // who play together where nobody plays with one other only

/**
 * @import { Article } from "./choice.js"
 * @typedef {[name: string, does: string, who: string, minutes: number[]]} Step its minutes by the length of the session
 * @typedef {{ lengths: number[], play: number, swap: string, steps: Step[] }} Session
 *   as teach/pick.json has it; scenes are played in step `play`, with `swap` between two
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
  const minutes = lengths.find(one => String(one) === asked.get("minutes")) ?? HOUR
  const people = Number(asked.get("people") ?? USUAL)
  return { minutes, people: Number.isInteger(people) && people > 1 && people <= LARGEST ? people : USUAL }
}

/**
 * What an address or a field asks for that no plan is made for, and what is assumed instead.
 * @param {string} search
 * @param {number[]} lengths
 */
export function refused(search, lengths) {
  const asked = new URLSearchParams(search)
  const at = read(search, lengths)
  const other = (/** @type {"minutes" | "people"} */ name) => asked.has(name) && (!asked.get(name)?.trim() || Number(asked.get(name)) !== at[name])
  const choices = `${lengths.slice(0, -1).join(", ")} or ${lengths.at(-1)}`
  return [
    other("minutes") ? `There are plans for ${choices} minutes. This one is for ${at.minutes}.` : "",
    other("people") ? `There are plans for 2 to ${LARGEST} people. This one is for ${at.people}.` : "",
  ]
    .filter(Boolean)
    .join(" ")
}

/**
 * The address that leads to a plan: it says minutes and people also where they are the usual ones, which may change.
 * @param {string} address of the choice
 * @param {At} at
 */
export function link(address, at) {
  const url = new URL(address)
  for (const name of KEYS) url.searchParams.set(name, String(at[name]))
  url.hash = "plan"
  return url.href
}

/**
 * The address with minutes and people where they are not what is assumed without, or stand in it already.
 * @param {string} address
 * @param {At} at
 * @param {number[]} lengths
 */
export function write(address, at, lengths) {
  const url = new URL(address)
  const usual = read("", lengths)
  for (const name of KEYS) if (at[name] !== usual[name] || url.searchParams.has(name)) url.searchParams.set(name, String(at[name]))
  return url.href
}

/**
 * The scenes in the order in which they are played, those for which there is no time, and the minutes left to talk.
 * No scene is played more often than it takes for each of a group to be the clinician.
 * @param {Session} session
 * @param {Article[]} articles
 * @param {At} at
 */
export function turns({ steps, lengths, play }, articles, { minutes, people }) {
  /** @type {Article[]} */
  const played = []
  let left = steps[play][3][lengths.indexOf(minutes)]
  const together = inTwos(people) ? 2 : GROUP
  for (let at = 0; at < articles.length * together; at++) {
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
 * @param {At} at
 */
export function rows(session, articles, { minutes, people }) {
  /** @type {[number, string, string, string][]} */
  const parts = []
  for (const [at, [name, does, who, lasts]] of session.steps.entries()) {
    if (at !== session.play) parts.push([lasts[session.lengths.indexOf(minutes)], name, does, who])
    else {
      const { played, left } = turns(session, articles, { minutes, people })
      const [play, acts, roles] = inTwos(people)?.row ?? [name, does, who]
      for (const [turn, one] of played.entries()) {
        const next = turn + 1 < played.length ? ` ${session.swap}` : ""
        parts.push([one.minutes, play, `${one.title}. ${acts}${next}`, players(roles, one)])
      }
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
 * Who plays, by the names of a scene's own parts where it has any.
 * @param {string} roles such as "{clinician}, {patient} and observer"
 * @param {Article} article
 */
const players = (roles, article) => begun(roles.replace(/\{(clinician|patient)\}/g, (_, role) => article.roles?.[role] ?? role))

/**
 * How two people, or a lecture hall, sit and play: nobody there is only an observer.
 * @param {number} people
 */
function inTwos(people) {
  if (people === 2)
    return { sit: "One pair.", row: ["Play as a pair", "Play, tick, play the same minutes again.", "{clinician}, and {patient} who ticks afterwards"] }
  if (people <= MANY) return undefined
  const row = ["Play with a neighbour", "Show the scene at the front. Neighbours play one minute, twice.", "Neighbours: {clinician} and {patient}"]
  return { sit: "More than thirty: neighbours play together.", row }
}

/**
 * How many sit together.
 * @param {number} people
 */
export function seats(people) {
  const together = inTwos(people)
  if (together) return together.sit
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

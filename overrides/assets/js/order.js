// The rows of a table in another order: as a field above it says, or by the buttons in the heads of its columns.
import { all, make, need } from "./dom.js"

export function start() {
  const field = need(".order select", HTMLSelectElement)
  const table = need(".filter + table", HTMLTableElement)
  const given = [...table.tBodies].flatMap(body => [...body.rows])
  const heads = all("thead th", HTMLTableCellElement, table)
  const columns = new Set([...field.options].filter(one => one.value).map(one => Number(one.value.split("-")[0])))

  function apply() {
    const [column, way] = field.value.split("-")
    table.tBodies[0].append(...(way ? ordered(given, Number(column), keyOf(heads[Number(column)]), way) : given))
    heads.forEach((head, index) => {
      if (way && index === Number(column)) head.setAttribute("aria-sort", way)
      else head.removeAttribute("aria-sort")
    })
  }

  for (const column of columns) {
    const button = make("button", { type: "button", textContent: heads[column].textContent })
    button.addEventListener("click", () => {
      field.value = `${column}-${field.value === `${column}-ascending` ? "descending" : "ascending"}`
      apply()
    })
    heads[column].replaceChildren(button)
  }
  field.addEventListener("change", apply)
  apply()
}

/**
 * What a cell is ordered by: its place among the choices of the field that narrows its column, or its number.
 * @param {HTMLTableCellElement} head
 */
function keyOf(head) {
  const label = all(".filter label:not(.order)", HTMLLabelElement).find(one => one.firstChild?.textContent === head.textContent)
  const words = label ? all("option", HTMLOptionElement, label).map(one => one.text) : []
  /** @param {string} text */
  return text => (words.length ? words.indexOf(text) : Number(text))
}

/**
 * The rows by a column, and as they were where it is the same; what has no date, or a result that nobody has seen, comes last either way.
 * @param {HTMLTableRowElement[]} rows
 * @param {number} column
 * @param {(text: string) => number} key
 * @param {string} way
 */
function ordered(rows, column, key, way) {
  const sign = way === "ascending" ? 1 : -1
  /** @param {HTMLTableRowElement} row */
  const text = row => row.cells[column].textContent ?? ""
  /** @param {HTMLTableRowElement} row */
  const unseen = row => Number(["Result not seen", "Undated"].includes(text(row)))
  return [...rows].sort((one, other) => unseen(one) - unseen(other) || sign * (key(text(one)) - key(text(other))))
}

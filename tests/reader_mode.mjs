/** Prints as JSON, for each HTML file named, the text that Mozilla's Readability keeps: what Firefox's reader view shows. */
import { readFileSync } from "node:fs"
import { Readability } from "@mozilla/readability"
import { parseHTML } from "linkedom"

const kept = file => new Readability(parseHTML(readFileSync(file, "utf8")).document).parse()?.textContent ?? ""
console.log(JSON.stringify(process.argv.slice(2).map(kept)))

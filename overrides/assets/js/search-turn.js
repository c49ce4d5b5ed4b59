// Long work in short turns, between which the page can answer its reader: `if (isLong()) await turn()`.
const SHORT = 8 // ms

let began = 0

/** Whether the work of this turn has taken long enough; work that comes after a rest begins with a turn of its own. */
export const isLong = () => performance.now() - began > SHORT

export async function turn() {
  await new Promise(done => setTimeout(done))
  began = performance.now()
}

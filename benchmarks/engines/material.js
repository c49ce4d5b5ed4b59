// Material's own search: its worker (lunr) over its own index, each page with its aliases as tags, which Material weighs highest.
export async function open() {
  const index = await (await fetch("/bench/search_index.json")).json()
  const worker = new Worker("/bench/material-worker.js")
  const ask = message =>
    new Promise(done => {
      worker.onmessage = event => done(event.data)
      worker.postMessage(message)
    })
  await ask({ type: 0, data: { ...index, options: { suggest: false } } })
  return async query => (await ask({ type: 2, data: query })).data.items.slice(0, 8).map(([first]) => first.location)
}

// The handbook is not kept on devices from this place: what an earlier worker kept goes, and so does the worker.
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(leave()))

// Leads on to where the page's own link points, with the query and the #place that the reader came with.
const target = new URL(/** @type {HTMLAnchorElement} */ (document.querySelector("main a")).href)
if (target.origin === location.origin) {
  target.search = location.search
  if (location.hash) target.hash = location.hash
  location.replace(target)
}

// A press elsewhere closes what lies over the page. Not every iPhone makes a click of a tap on plain text; a finger that
// scrolls makes no pointerup.
export function onOutside(boxes, act, options) {
  document.addEventListener("pointerup", event => boxes.some(one => one.contains(event.target)) || act(), options)
}

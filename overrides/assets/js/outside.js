// A press elsewhere closes what lies over the page. Not every iPhone makes a click of a tap on plain text; a finger that
// scrolls makes no pointerup.
/**
 * @param {Element[]} boxes
 * @param {() => void} act
 * @param {AddEventListenerOptions} [options]
 */
export function onOutside(boxes, act, options) {
  document.addEventListener("pointerup", event => boxes.some(one => event.target instanceof Node && one.contains(event.target)) || act(), options)
}

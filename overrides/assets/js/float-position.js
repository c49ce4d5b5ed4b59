// Where a box floats: below its opener or, where it does not fit, above; always within the window.
const EDGE = 8
const GAP = 4

/**
 * @param {{ width: number, height: number }} box
 * @param {{ left: number, top: number, bottom: number }} opener
 * @param {{ width: number, height: number }} window
 */
export function position(box, opener, window) {
  const below = opener.bottom + box.height + EDGE < window.height
  return {
    left: Math.max(EDGE, Math.min(opener.left, window.width - box.width - EDGE)),
    top: below ? opener.bottom + GAP : Math.max(EDGE, opener.top - box.height - GAP),
  }
}

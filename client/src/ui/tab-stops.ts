/** What Tab stops at in this part of the page, in order. */
export const stopsIn = (part: Element): HTMLElement[] =>
  [...part.querySelectorAll<HTMLElement>('a[href], button, input, textarea, [tabindex="0"]')].filter(
    (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility(),
  )

/** Where Tab, or Shift-Tab, leads to from this part as a whole. */
export function stopBeyond(part: Element, isBack: boolean): HTMLElement | undefined {
  const side = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING
  const beyond = stopsIn(document.body).filter(
    (one) => !part.contains(one) && part.compareDocumentPosition(one) & side,
  )
  return beyond.at(isBack ? -1 : 0)
}

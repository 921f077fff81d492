/** How well a text fits what was typed, and which of its characters were meant. */
export type Fit = { readonly score: number; readonly at: readonly number[] }

const isStart = (text: string, index: number) =>
  index === 0 ||
  !/[\p{L}\p{N}]/u.test(text[index - 1] ?? '') ||
  /\p{Ll}\p{Lu}/u.test(text.slice(index - 1, index + 1))

/**
 * Whether all that was typed stands in the text in this order. A run counts more than single letters, the start of a
 * word more than its middle, and of equals the shorter text fits better.
 */
export function fitOf(typed: string, text: string): Fit | undefined {
  const sought = typed.toLowerCase().replace(/\s+/g, '')
  if (sought === '') return { score: 0, at: [] }
  const low = text.toLowerCase()
  // Lower case may be longer than the text: then its places mean nothing, and only the whole can fit.
  if (low.length !== text.length) return low.includes(sought) ? { score: sought.length, at: [] } : undefined
  const whole = low.indexOf(typed.toLowerCase().trim())
  if (whole >= 0) return wholeAt(text, whole, typed.trim().length)
  const at: number[] = []
  let score = 0
  for (const letter of sought) {
    const after = (at.at(-1) ?? -1) + 1
    const found = nextPlace(text, low, letter, after)
    if (found < 0) return undefined
    score += found === after && at.length > 0 ? 4 : isStart(text, found) ? 3 : 1
    at.push(found)
  }
  return { score: score - text.length / 100, at }
}

function wholeAt(text: string, from: number, length: number): Fit {
  const at = Array.from({ length }, (_, index) => from + index)
  return { score: length * 5 + (isStart(text, from) ? 4 : 0) + (from === 0 ? 2 : 0) - text.length / 100, at }
}

/** Right behind the last letter, else at the start of a word, else anywhere. */
function nextPlace(text: string, low: string, letter: string, from: number): number {
  const first = low.indexOf(letter, from)
  if (first === from || first < 0) return first
  for (let index = first; index >= 0; index = low.indexOf(letter, index + 1))
    if (isStart(text, index)) return index
  return first
}

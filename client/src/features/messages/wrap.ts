/** What stands from `from` to `to` becomes `text`; then this is selected. */
export type Change = {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly selected: readonly [start: number, end: number]
}

/** The marks around what is selected, or without them where it has them. Several lines of code go between fences. */
export function wrap(text: string, start: number, end: number, mark: string): Change {
  const chosen = text.slice(start, end)
  const [open, close] = mark === '`' && chosen.includes('\n') ? ['```\n', '\n```'] : [mark, mark]
  if (text.slice(0, start).endsWith(open) && text.slice(end).startsWith(close))
    return {
      from: start - open.length,
      to: end + close.length,
      text: chosen,
      selected: [start - open.length, end - open.length],
    }
  return {
    from: start,
    to: end,
    text: open + chosen + close,
    selected: [start + open.length, end + open.length],
  }
}

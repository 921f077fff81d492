import type { Row } from './rows.ts'

/** Where the log is to stand. A new object is a new wish, also for the same place. */
export type Place = { readonly at: 'end' | 'new' | number }

/** The row that this place means; undefined for the end, or while it is not here. */
export function rowAt(rows: readonly Row[], { at }: Place): number | undefined {
  if (at === 'end') return undefined
  const index = rows.findIndex((row) =>
    at === 'new' ? row.kind === 'new' : row.kind === 'line' && (row.line.message?.id ?? 0) >= at,
  )
  return index < 0 ? undefined : index
}

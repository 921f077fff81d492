import type { Kept } from './keeping.ts'

type Entries = readonly (readonly [string, Kept])[]

/** What the database was still to be told. */
export type Leftover = { readonly fresh: Entries; readonly gone: readonly string[] }

const keyOf = (person: string) => `rostra.unsent.${person}`

/** The page goes while the database still writes: what it would have held is left where writing takes no time. */
export function leave(person: string, leftover: Leftover) {
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(leftover))
  } catch {
    // Storage may be full or closed; the database may still get it.
  }
}

/** What was kept, corrected by what an earlier page of this person left in a hurry, once. What other tabs keep stays. */
export function withLeft(person: string, found: Entries): Entries {
  const left = take(person)
  if (!left) return found
  const gone = new Set(left.gone)
  return [...new Map([...found.filter(([key]) => !gone.has(key)), ...left.fresh])]
}

function take(person: string): Leftover | undefined {
  try {
    const left = localStorage.getItem(keyOf(person))
    localStorage.removeItem(keyOf(person))
    if (left === null) return undefined
    const { fresh = [], gone = [] } = JSON.parse(left) as Partial<Leftover>
    return { fresh, gone }
  } catch {
    return undefined
  }
}

import type { Kept } from './keeping.ts'

type Entries = readonly (readonly [string, Kept])[]

/** @property isWhole what was kept before had been read: what is not among these is gone. */
type Leftover = { readonly isWhole: boolean; readonly entries: Entries }

const keyOf = (person: string) => `rostra.unsent.${person}`

/** The page goes while the database still writes: what it would have held is left where writing takes no time. */
export function leave(person: string, leftover: Leftover) {
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(leftover))
  } catch {
    // Storage may be full or closed; the database may still get it.
  }
}

/** What was kept, corrected by what an earlier page of this person left in a hurry, once. */
export function withLeft(person: string, found: Entries): Entries {
  const left = take(person)
  if (!left) return found
  return left.isWhole ? left.entries : [...new Map([...found, ...left.entries])]
}

function take(person: string): Leftover | undefined {
  try {
    const left = localStorage.getItem(keyOf(person))
    localStorage.removeItem(keyOf(person))
    return left === null ? undefined : (JSON.parse(left) as Leftover)
  } catch {
    return undefined
  }
}

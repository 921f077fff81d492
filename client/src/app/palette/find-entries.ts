import { nearTo } from '../../ui/near.ts'
import type { Entry } from './entries.ts'
import { type Fit, fitOf } from './fuzzy.ts'

/** An entry that fits what was typed, with the letters of its label that were meant. */
export type Found = { readonly entry: Entry; readonly at: readonly number[] }

export type Group = { readonly label: string; readonly items: readonly Found[] }

/** The entries that fit, the best first, then those that would with one letter set right; all of them while nothing is typed. */
export function findEntries(typed: string, entries: readonly Entry[], countMax: number): Found[] {
  const fitting = entries.flatMap((entry) => {
    const found = best(fitOf(typed, entry.label), entry.also ? fitOf(typed, entry.also) : undefined)
    return found ? [{ entry, ...found }] : []
  })
  const found = fitting
    .sort((one, other) => other.score - one.score)
    .slice(0, countMax)
    .map(({ entry, at }) => ({ entry, at }))
  if (found.length >= Math.min(countMax, entries.length)) return found
  const known = new Set(fitting.map(({ entry }) => entry))
  return [
    ...found,
    ...nearest(
      typed,
      entries.filter((entry) => !known.has(entry)),
    ),
  ].slice(0, countMax)
}

const nearest = (typed: string, entries: readonly Entry[]): Found[] =>
  nearTo(
    typed,
    entries.map((entry) => entry.label),
  ).flatMap(({ index, at }) => {
    const entry = entries[index]
    return entry ? [{ entry, at }] : []
  })

/** Words that are not shown fit less well, and have no letters to mark. */
function best(label: Fit | undefined, also: Fit | undefined): Fit | undefined {
  if (label || !also) return label
  return { score: also.score / 2, at: [] }
}

import type { UserRef } from '../api/generated.ts'

/** People by their folded name. */
export type People = ReadonlyMap<string, UserRef>

/** A piece of a text: said as it stands, or the name of somebody, with its @. */
export type NamePiece = { readonly text: string; readonly user?: UserRef }

/** Names are one however they are written: as the server folds them, for all that people write. */
export const fold = (name: string) => name.normalize('NFKC').toLowerCase()

/** A name may hold spaces, so every end is tried; longer than this none is. */
const unitsMax = 100

const goesOn = /^[-_.]?[\p{L}\p{N}]/u
const stands = /[\p{L}\p{N}@]$/u

/** Cuts a text at the names in it: an @ that begins a word, and behind it the longest name that somebody has. */
export function namesIn(text: string, people: People): NamePiece[] {
  const pieces: NamePiece[] = []
  let done = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, done))) {
    const length = stands.test(text.slice(Math.max(0, at - 2), at)) ? 0 : nameLength(text, at + 1, people)
    const user = people.get(fold(text.slice(at + 1, at + 1 + length)))
    if (length === 0 || !user) continue
    if (at > done) pieces.push({ text: text.slice(done, at) })
    done = at + 1 + length
    pieces.push({ text: text.slice(at, done), user })
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

function nameLength(text: string, from: number, people: People): number {
  const line = text.slice(from, from + unitsMax).split('\n', 1)[0] ?? ''
  if (people.size === 0 || !/^\S/.test(line)) return 0
  for (let length = line.length; length > 0; length--)
    if (!goesOn.test(text.slice(from + length, from + length + 3)) && people.has(fold(line.slice(0, length))))
      return length
  return 0
}

import type { UserRef } from '../../api/generated.ts'
import { fold, type People } from '../../ui/names.ts'
import { nearTo } from '../../ui/near.ts'

/** A name that is being written: where its @ stands, and what of it is there. */
export type Asked = { readonly from: number; readonly part: string }

const partMax = 50
const shownMax = 6

/** The name before the caret, if one is being written there. */
export function askedAt(text: string, caret: number): Asked | undefined {
  const before = text.slice(0, caret)
  const from = before.lastIndexOf('@')
  const part = before.slice(from + 1)
  if (from < 0 || part.length > partMax || /^\s|\n/.test(part)) return undefined
  return /[\p{L}\p{N}@]$/u.test(before.slice(Math.max(0, from - 2), from)) ? undefined : { from, part }
}

/** Whom it may mean: those whose name begins so first, then those of whose name a word does, then a part; else who is near. */
export function fitting(part: string, people: People, me: string): UserRef[] {
  const sought = fold(part)
  const rank = (name: string) => {
    const at = name.indexOf(sought)
    if (at <= 0) return at === 0 ? 3 : 0
    return /[\p{L}\p{N}]$/u.test(name.slice(0, at)) ? 1 : 2
  }
  const others = [...people].filter(([, user]) => user.id !== me)
  const found = others
    .map(([name, user]) => ({ user, rank: rank(name) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || one.user.username.localeCompare(other.user.username))
    .slice(0, shownMax)
    .map(({ user }) => user)
  // What has come to its end, or has a mark behind it, is written as it was meant.
  if (found.length > 0 || !/^[\p{L}\p{N} _-]{2,}[\p{L}\p{N}]$/u.test(sought)) return found
  const names = others.map(([name]) => name)
  return nearTo(sought, names)
    .slice(0, shownMax)
    .flatMap(({ index }) => others[index]?.[1] ?? [])
}

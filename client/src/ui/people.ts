import { create } from 'zustand'
import type { UserRef } from '../api/generated.ts'
import { fold, type People } from './names.ts'

type Known = Readonly<Record<string, People>>

const nobody: People = new Map()

/** Whom this page has met in each room: who is or was there, who spoke, who was looked up. A name after an @ means one of them. */
const usePeople = create<Known>()(() => ({}))

export const peopleIn = (roomId: string): People => usePeople.getState()[roomId] ?? nobody

/** The people of the room, for a text that may name some. */
export const usePeopleFor = (text: string, roomId: string) =>
  usePeople((known) => (text.includes('@') ? known[roomId] : undefined)) ?? nobody

export function meet(roomId: string, users: Iterable<UserRef>) {
  const before = peopleIn(roomId)
  const fresh = new Map<string, UserRef>()
  const ids = idsOf(before)
  for (const user of users)
    if (!ids.has(user.id)) {
      ids.add(user.id)
      fresh.set(fold(user.username), user)
    }
  if (fresh.size === 0) return
  const after = new Map([...before, ...fresh])
  metIds.set(after, ids)
  usePeople.setState({ [roomId]: after })
}

export const forgetPeople = () => usePeople.setState({}, true)

/** Most of those one meets are known: that must cost nothing. */
const metIds = new WeakMap<People, Set<string>>()

function idsOf(people: People): Set<string> {
  return metIds.get(people) ?? new Set([...people.values()].map((user) => user.id))
}

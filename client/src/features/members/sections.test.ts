import { expect, test } from 'vitest'
import { ada, joan, ken } from '../../testing/people.ts'
import { nobodyKnown, type Presence } from './presence.ts'
import { sectionsOf } from './sections.ts'

const member = (user: typeof ada, online = false) => ({
  user,
  role: 'member' as const,
  joinedAt: '2026-03-01T12:00:00Z',
  online,
  changedSeq: 1,
})
const here = (...users: (typeof ada)[]): Presence => ({
  online: new Map(users.map((user) => [user.id, user])),
  count: users.length,
  isRead: true,
})
const names = (users: readonly (typeof ada)[]) => users.map((user) => user.username)

test('the owner stands first, then the names; who is here need not be on a page yet', () => {
  const { online, offline } = sectionsOf(here(joan, ken, ada), [member(ada)], ken.id, '')
  expect(names(online)).toEqual(['ken', 'ada', 'joan'])
  expect(names(offline)).toEqual([])
})

test('a part of the name is enough, in any case', () => {
  const all = [member(ada), member(joan), member(ken)]
  const { online, offline } = sectionsOf(here(joan), all, ken.id, 'A')
  expect(names(online)).toEqual(['joan'])
  expect(names(offline)).toEqual(['ada'])
})

test('where too many are here to be named, the pages say who is', () => {
  const crowd = { ...nobodyKnown, count: 600 }
  const { online, offline } = sectionsOf(crowd, [member(ada, true), member(ken)], ken.id, '')
  expect(names(online)).toEqual(['ada'])
  expect(names(offline)).toEqual(['ken'])
})

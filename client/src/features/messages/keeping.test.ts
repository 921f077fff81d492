import { beforeEach, expect, test, vi } from 'vitest'
import { ada } from '../../testing/people.ts'

const kept = vi.hoisted(() => new Map<string, unknown>())

vi.mock('idb-keyval', () => ({
  createStore: () => kept,
  entries: async () => [...kept],
  setMany: async (fresh: [string, unknown][]) => {
    for (const [key, value] of fresh) kept.set(key, structuredClone(value))
  },
  delMany: async (keys: string[]) => {
    for (const key of keys) kept.delete(key)
  },
}))

let me = ''
let count = 0

// Pages of an earlier test are somebody else's: they hear nothing of this one.
beforeEach(() => {
  kept.clear()
  me = `${ada.id}-${++count}`
})

const keptCount = () => [...kept.keys()].filter((key) => key.startsWith(`${me} `)).length

/** A page of ada's, as one tab of her browser has it. */
async function opensTab() {
  vi.resetModules()
  const keeping = await import('./keeping.ts')
  const tab = { ...keeping, ...(await import('./drafts.ts')), ...(await import('./outbox-store.ts')) }
  tab.watchUnsent()
  await tab.keepFor(me)
  return { ...tab, texts: () => tab.useOutbox.getState().lines.map((line) => line.text) }
}

test('a draft is one in all tabs: what is written, or sent, in one is so in the others', async () => {
  const [one, other] = [await opensTab(), await opensTab()]
  one.setDraft('r', 'hello')
  await vi.waitFor(() => expect(other.useDrafts.getState().r).toBe('hello'))
  other.setDraft('r', 'hello you')
  await vi.waitFor(() => expect(one.useDrafts.getState().r).toBe('hello you'))
  one.setDraft('r', '')
  await vi.waitFor(() => expect(other.useDrafts.getState().r).toBeUndefined())
  await vi.waitFor(() => expect(keptCount()).toBe(0))
})

test('a line that one tab has sent or thrown away is not unsent in another that had it too', async () => {
  const one = await opensTab()
  one.say('r', 'first')
  one.say('r', 'second')
  await vi.waitFor(() => expect(keptCount()).toBe(2))
  const other = await opensTab()
  expect(other.texts()).toEqual(['first', 'second'])
  one.takeBack(one.useOutbox.getState().lines[0]?.clientId ?? '')
  await vi.waitFor(() => expect(other.texts()).toEqual(['second']))
  other.takeBack(other.useOutbox.getState().lines[0]?.clientId ?? '')
  await vi.waitFor(() => expect(one.texts()).toEqual([]))
})

test('what a closing tab leaves unsent goes out from the one that stays, in order and under its names', async () => {
  const [one, other] = [await opensTab(), await opensTab()]
  one.say('r', 'first')
  one.say('r', 'second')
  expect(other.texts()).toEqual([])
  dispatchEvent(new Event('pagehide'))
  await vi.waitFor(() => expect(other.texts()).toEqual(['first', 'second']))
  expect(other.useOutbox.getState().lines.map((line) => line.clientId)).toEqual(
    one.useOutbox.getState().lines.map((line) => line.clientId),
  )
})

test('a tab that closes in the middle of writing takes nothing away that another keeps', async () => {
  const [one, other] = [await opensTab(), await opensTab()]
  other.say('r', 'of the other tab')
  await vi.waitFor(() => expect(keptCount()).toBe(1))
  one.setDraft('r', 'in a hurry')
  dispatchEvent(new Event('pagehide'))
  kept.delete(`${me} r`)
  const later = await opensTab()
  expect(later.texts()).toEqual(['of the other tab'])
  expect(later.useDrafts.getState().r).toBe('in a hurry')
})

test('before a logout it is told what would be lost, of all tabs; after it nothing is left', async () => {
  const [one, other] = [await opensTab(), await opensTab()]
  one.say('r', 'first')
  other.say('q', 'second')
  other.setDraft('q', 'begun')
  await vi.waitFor(() => expect(keptCount()).toBe(3))
  expect(await one.countKept()).toEqual({ lines: 2, drafts: 1 })
  one.forgetKept()
  one.emptyOutbox()
  await vi.waitFor(() => expect(keptCount()).toBe(0))
  await vi.waitFor(() => expect(other.texts()).toEqual([]))
  expect(other.useDrafts.getState()).toEqual({})
})

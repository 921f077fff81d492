import { expect, test } from 'vitest'
import { ada, ken } from '../../testing/people.ts'
import { RoomModel } from '../../testing/room-model.ts'
import type { Unsent } from './outbox.ts'
import { rowsOf } from './rows.ts'

const said = (...lines: [typeof ada, string][]) => {
  const room = new RoomModel('r')
  for (const [by, text] of lines) room.act({ do: 'post', by, text })
  return [...room.messages.values()]
}
const unsent = (clientId: string, madeAt: string): Unsent => ({
  clientId,
  roomId: 'r',
  text: 'on its way',
  madeAt,
  state: 'waiting',
})
const shape = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) =>
    row.kind === 'line' ? `${row.line.isFirst ? 'first' : 'later'} ${row.line.text}` : row.kind,
  )

test('lines of one person that follow each other make a group', () => {
  const messages = said([ken, 'a'], [ken, 'b'], [ada, 'c'], [ken, 'd'])
  const rows = rowsOf({ messages, unsent: [], me: ada, isWhole: true })
  expect(shape(rows)).toEqual(['start', 'day', 'first a', 'later b', 'first c', 'first d'])
})

test('a room with nothing in it says so', () => {
  const rows = rowsOf({ messages: [], unsent: [], me: ada, isWhole: true })
  expect(rows).toEqual([{ kind: 'start', key: 'start', isEmpty: true }])
})

test('an unsent line has the same key, place and height before and after it is kept', () => {
  const before = said([ken, 'a'], [ada, 'b'])
  const [, second] = before
  const line = unsent('client-3', new Date(Date.parse(second?.sentAt ?? '') + 1000).toISOString())
  const after = [...said([ken, 'a'], [ada, 'b'], [ada, 'on its way'])]

  const pending = rowsOf({ messages: before, unsent: [line], me: ada, isWhole: false })
  const kept = rowsOf({ messages: after, unsent: [line], me: ada, isWhole: false })
  expect(kept.map((row) => row.key)).toEqual(pending.map((row) => row.key))
  expect(shape(kept)).toEqual(shape(pending))
})

test("another person's line with the same client id is another line", () => {
  const messages = said([ken, 'a'])
  const line = unsent('client-1', messages[0]?.sentAt ?? '')
  const rows = rowsOf({ messages, unsent: [line], me: ada, isWhole: false })
  expect(new Set(rows.map((row) => row.key)).size).toBe(3)
})

test('a new day begins with its date', () => {
  const [first, second] = said([ken, 'a'], [ken, 'b'])
  if (!first || !second) throw new Error('Two lines were said.')
  const nextDay = { ...second, sentAt: new Date(Date.parse(first.sentAt) + 86_400_000).toISOString() }
  const rows = rowsOf({ messages: [first, nextDay], unsent: [], me: ada, isWhole: false })
  expect(shape(rows)).toEqual(['day', 'first a', 'day', 'first b'])
})

test('the line NEW MESSAGES waits until it is known where it belongs', () => {
  const messages = said([ken, 'a'], [ken, 'b'], [ken, 'c'], [ken, 'd'])
  const rows = (from: number, isWhole = false) =>
    shape(rowsOf({ messages: messages.slice(from), unsent: [], me: ada, isWhole, newAfter: 1 }))
  expect(rows(2)).toEqual(['day', 'first c', 'later d'])
  expect(rows(0)).toEqual(['day', 'first a', 'new', 'first b', 'later c', 'later d'])
  expect(rows(1, true)).toEqual(['start', 'day', 'new', 'first b', 'later c', 'later d'])
})

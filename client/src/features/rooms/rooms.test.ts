import { expect, test } from 'vitest'
import type { MemberRoom, RoomEvent } from '../../api/generated.ts'
import { ada, ken } from '../../testing/people.ts'
import { RoomModel } from '../../testing/room-model.ts'
import { applyInterval } from './apply-interval.ts'
import {
  applyPersonal,
  byActivity,
  lookAway,
  moveMark,
  noRooms,
  type Rooms,
  remove,
  see,
  setAll,
  trimmed,
  unreadOf,
  wantedMarks,
} from './rooms.ts'

const base: MemberRoom = {
  id: 'r',
  name: 'room',
  owner: ken,
  createdAt: '2026-03-01T11:00:00Z',
  memberCount: 2,
  onlineCount: 1,
  lastSeq: 0,
  changedSeq: 1,
  lastActivityAt: '2026-03-01T11:00:00Z',
  role: 'member',
  readSeq: 0,
  unread: 0,
}

/** A room whose events reach the list one by one. */
class Heard {
  readonly model = new RoomModel('r')
  rooms: Rooms | 'gap' = setAll(noRooms, [base])

  do(deed: Parameters<RoomModel['act']>[0]) {
    this.model.act(deed)
    this.apply(this.model.live(this.model.head - 1, this.model.head))
    return this.model.head
  }

  apply(interval: Parameters<typeof applyInterval>[2]) {
    if (this.rooms !== 'gap') this.rooms = applyInterval(this.rooms, 'r', interval, ada.id)
  }

  get unread() {
    return this.rooms === 'gap' ? 'gap' : unreadOf(this.rooms, this.room)
  }

  get room(): MemberRoom {
    const room = this.rooms === 'gap' ? undefined : this.rooms.byId.r
    if (!room) throw new Error('The room is not in the list.')
    return room
  }
}

const post = (text: string, by = ken) => ({ do: 'post', by, text }) as const

test('what others say counts, up to a hundred', () => {
  const heard = new Heard()
  for (let number = 0; number < 120; number++) heard.do(post('hi'))
  expect(heard.unread).toBe(100)
})

test('an own line reads the room', () => {
  const heard = new Heard()
  heard.do(post('a'))
  heard.do(post('mine', ada))
  expect(heard.unread).toBe(0)
})

test('the same batch twice counts once', () => {
  const heard = new Heard()
  heard.do(post('a'))
  heard.apply(heard.model.live(0, 1))
  expect(heard.unread).toBe(1)
})

test('a deleted line counts no more, and at a hundred only the server knows', () => {
  const heard = new Heard()
  const id = heard.do(post('a'))
  heard.do(post('b'))
  heard.do({ do: 'delete', id })
  expect(heard.unread).toBe(1)

  for (let number = 0; number < 120; number++) heard.do(post('hi'))
  heard.do({ do: 'delete', id: id + 1 })
  expect(heard.unread).toBe('gap')
})

test('on a page that a gateway caught up by itself a line that was counted counts once', () => {
  const heard = new Heard()
  const id = heard.do(post('a'))
  heard.model.act({ do: 'edit', id, text: 'b' })
  heard.model.act(post('c'))
  heard.apply(heard.model.changes(0, 10))
  expect(heard.unread).toBe(2)
})

test('such a page does not say when a line was deleted, so the room is asked', () => {
  const heard = new Heard()
  const id = heard.do(post('a'))
  heard.model.act({ do: 'delete', id })
  heard.apply(heard.model.changes(0, 10))
  expect(heard.unread).toBe('gap')
})

test('a hole means that the room must be asked', () => {
  const heard = new Heard()
  heard.model.act(post('missed'))
  heard.do(post('heard'))
  expect(heard.unread).toBe('gap')
})

test('what comes to the end that one looks at is not new; away from the end, or from the room, it is', () => {
  const heard = new Heard()
  const first = heard.do(post('a'))
  if (heard.rooms !== 'gap') heard.rooms = see(heard.rooms, 'r', first, true)
  heard.do(post('b'))
  expect(heard.unread).toBe(0)
  if (heard.rooms !== 'gap') heard.rooms = see(heard.rooms, 'r', first, false)
  heard.do(post('c'))
  expect(heard.unread).toBe(1)
  if (heard.rooms !== 'gap') heard.rooms = lookAway(heard.rooms, 'r')
  heard.do(post('d'))
  expect(heard.unread).toBe(2)
})

test('only what was seen is read, and the server is told of just that', () => {
  const heard = new Heard()
  const ids = ['a', 'b', 'c'].map((text) => heard.do(post(text)))
  if (heard.rooms === 'gap') throw new Error('There was no gap.')
  heard.rooms = see(heard.rooms, 'r', ids[1] ?? 0, false)
  expect(heard.unread).toBe(1)
  expect(wantedMarks(heard.rooms)).toEqual([{ roomId: 'r', seq: ids[1] }])

  heard.rooms = moveMark(heard.rooms, 'r', { readSeq: ids[1] ?? 0, unread: 1 })
  expect(heard.unread).toBe(1)
  expect(wantedMarks(heard.rooms)).toEqual([])
})

test('a mark whose count is older than what was heard since does not hide it', () => {
  const heard = new Heard()
  const first = heard.do(post('a'))
  heard.do(post('b'))
  if (heard.rooms !== 'gap') heard.rooms = moveMark(heard.rooms, 'r', { readSeq: first, unread: 0 })
  expect(heard.unread).toBe(1)
})

test('a mark whose count is newer than what was heard does not count it twice', () => {
  const heard = new Heard()
  const first = heard.do(post('a'))
  if (heard.rooms !== 'gap') heard.rooms = moveMark(heard.rooms, 'r', { readSeq: first, unread: 1 })
  heard.do(post('b'))
  expect(heard.unread).toBe(1)
})

test('a mark that moved elsewhere moves here, and never back', () => {
  const rooms = setAll(noRooms, [{ ...base, lastSeq: 9, readSeq: 5, unread: 3 }])
  const moved = applyPersonal(rooms, { type: 'readMoved', roomId: 'r', readSeq: 7, unread: 1 })
  expect(moved.byId.r).toMatchObject({ readSeq: 7, unread: 1 })
  expect(applyPersonal(moved, { type: 'readMoved', roomId: 'r', readSeq: 6, unread: 2 })).toBe(moved)
})

test('an older answer does not undo what a live batch told', () => {
  const heard = new Heard()
  heard.do(post('a'))
  if (heard.rooms !== 'gap') heard.rooms = setAll(heard.rooms, [base])
  expect(heard.unread).toBe(1)
})

test('a deleted room leaves a word behind', () => {
  const deleted: RoomEvent = { type: 'roomDeleted', seq: 1 }
  const rooms = applyInterval(setAll(noRooms, [base]), 'r', { after: 0, upTo: 1, events: [deleted] }, ada.id)
  expect(rooms).toMatchObject({ byId: {}, farewells: { r: { name: 'room', reason: 'deleted' } } })
})

test('coming back takes the word away', () => {
  const rooms = remove(setAll(noRooms, [base]), 'r', 'left')
  expect(applyPersonal(rooms, { type: 'roomJoined', room: base })).toMatchObject({
    byId: { r: base },
    farewells: {},
  })
})

test('a room that went while the link was down leaves a word behind, once, and takes it back when it is mine again', () => {
  const dropped = setAll(setAll(noRooms, [base]), [])
  expect(dropped).toMatchObject({ byId: {}, farewells: { r: { name: 'room', reason: 'missed' } } })
  expect(setAll(dropped, []).farewells.r).toBe(dropped.farewells.r)
  expect(setAll(dropped, [base])).toMatchObject({ byId: { r: base }, farewells: {} })
})

test('after another epoch what is not told any more has gone, too', () => {
  expect(setAll(setAll(noRooms, [base]), [], true).farewells.r?.reason).toBe('missed')
})

test('the liveliest room stands first, of equals the smaller id', () => {
  const at = (id: string, lastActivityAt: string) => ({ ...base, id, lastActivityAt })
  const rooms = setAll(noRooms, [
    at('b', '2026-03-01T11:00:00Z'),
    at('a', '2026-03-01T11:00:00Z'),
    at('c', '2026-03-01T11:00:00.5Z'),
  ])
  expect(byActivity(rooms).map((room) => room.id)).toEqual(['c', 'a', 'b'])
})

test('slow mode comes and goes with the room as it now is', () => {
  const slow = (seq: number, slowModeSeconds?: number) => ({
    after: seq - 1,
    upTo: seq,
    events: [
      {
        type: 'roomChanged' as const,
        seq,
        room: { ...base, changedSeq: seq + 1, ...(slowModeSeconds && { slowModeSeconds }) },
      },
    ],
  })
  const on = applyInterval(setAll(noRooms, [base]), 'r', slow(1, 30), ada.id)
  if (on === 'gap') throw new Error('a gap')
  expect(on.byId.r?.slowModeSeconds).toBe(30)
  const off = applyInterval(on, 'r', slow(2), ada.id)
  if (off === 'gap') throw new Error('a gap')
  expect(off.byId.r).not.toHaveProperty('slowModeSeconds')
})

test('what was removed only grows, and leaves the rest of the room as it is', () => {
  const rooms = setAll(noRooms, [base])

  expect(trimmed(rooms, 'r', 7).byId.r).toEqual({ ...base, trimmedSeq: 7 })
  expect(trimmed(trimmed(rooms, 'r', 7), 'r', 3).byId.r?.trimmedSeq).toBe(7)
  expect(trimmed(rooms, 'elsewhere', 7)).toBe(rooms)
})

import type { MemberRoom, PersonalEvent, ReadMark } from '../../api/generated.ts'
import { countAfter, type Heard, heardSince } from './unread.ts'

/**
 * Why a room is no longer in the list, for the page that still shows its address; `missed`: it went while nobody told
 * this page.
 */
export type Farewell = { readonly name: string; readonly reason: 'left' | 'removed' | 'deleted' | 'missed' }

/** The rooms of one person. Each is as the server told it: `unread` holds at `lastSeq`, after the mark `readSeq`. */
export type Rooms = {
  readonly byId: Readonly<Record<string, MemberRoom>>
  readonly heard: Readonly<Record<string, Heard>>
  /** How far each room has been before the person's eyes here: what the server is yet to be told. */
  readonly seen: Readonly<Record<string, number>>
  /** The room whose end is on the screen: what comes there is seen as it comes. */
  readonly followed?: string
  readonly farewells: Readonly<Record<string, Farewell>>
}

export const noRooms: Rooms = { byId: {}, heard: {}, seen: {}, farewells: {} }

/** All my rooms as the server just told. What a live batch told since is newer and stays; what is not among them has gone. */
export function setAll(rooms: Rooms, fresh: readonly MemberRoom[], isOtherEpoch = false): Rooms {
  const before = isOtherEpoch ? noRooms : rooms
  const start: Rooms = { ...before, byId: {}, heard: {}, farewells: farewellsAfter(rooms, fresh) }
  const after = fresh.reduce((sofar, room) => keep(sofar, later(before, room)), start)
  const seen = Object.fromEntries(Object.entries(before.seen).filter(([id]) => after.byId[id]))
  return follow({ ...after, seen })
}

function farewellsAfter({ byId, farewells }: Rooms, fresh: readonly MemberRoom[]): Rooms['farewells'] {
  const mine = new Set(fresh.map((room) => room.id))
  const missed = Object.values(byId).map(({ id, name }) => [id, { name, reason: 'missed' }] as const)
  return Object.fromEntries([...Object.entries(farewells), ...missed].filter(([id]) => !mine.has(id)))
}

/** One room as an answer or `roomJoined` told it. */
export function setOne(rooms: Rooms, room: MemberRoom): Rooms {
  const { [room.id]: _, ...farewells } = rooms.farewells
  return follow(keep({ ...rooms, farewells }, later(rooms, room)))
}

export function remove(rooms: Rooms, roomId: string, reason: Farewell['reason']): Rooms {
  const { [roomId]: gone, ...byId } = rooms.byId
  if (!gone) return rooms
  const { [roomId]: _, ...seen } = rooms.seen
  const { [roomId]: __, ...heard } = rooms.heard
  return {
    ...rooms,
    byId,
    seen,
    heard,
    farewells: { ...rooms.farewells, [roomId]: { name: gone.name, reason } },
  }
}

/** The room has been on the screen up to here; at its end, whatever comes next is seen too. */
export function see(rooms: Rooms, roomId: string, seq: number, isEnd: boolean): Rooms {
  if (!rooms.byId[roomId]) return rooms
  const known = rooms.seen[roomId] ?? 0
  const marked = seq > known ? { ...rooms, seen: { ...rooms.seen, [roomId]: seq } } : rooms
  if (!isEnd) return lookAway(marked, roomId)
  return follow(marked.followed === roomId ? marked : { ...marked, followed: roomId })
}

/** Nobody looks at the room any more. */
export function lookAway(rooms: Rooms, roomId: string): Rooms {
  if (rooms.followed !== roomId) return rooms
  const { followed: _, ...rest } = rooms
  return rest
}

export function applyPersonal(rooms: Rooms, event: PersonalEvent): Rooms {
  switch (event.type) {
    case 'roomJoined':
      return setOne(rooms, event.room)
    case 'roomLeft':
      return remove(rooms, event.roomId, event.reason)
    case 'readMoved':
      return moveMark(rooms, event.roomId, event)
    default:
      return rooms
  }
}

/** Everything up to the seq has been removed. It only grows. */
export function trimmed(rooms: Rooms, roomId: string, trimmedSeq: number): Rooms {
  const room = rooms.byId[roomId]
  if (!room || (room.trimmedSeq ?? 0) >= trimmedSeq) return rooms
  return { ...rooms, byId: { ...rooms.byId, [roomId]: { ...room, trimmedSeq } } }
}

/** My mark, as the server keeps it. Where we heard every line after it, we count them: its count may be older or newer. */
export function moveMark(rooms: Rooms, roomId: string, { readSeq, unread }: ReadMark): Rooms {
  const room = rooms.byId[roomId]
  if (!room || readSeq < room.readSeq) return rooms
  const counted = countAfter(rooms.heard[roomId] ?? heardSince(room), room, readSeq) ?? unread
  return { ...rooms, byId: { ...rooms.byId, [roomId]: { ...room, readSeq, unread: counted } } }
}

/** The liveliest first; of equals the smaller id, as the server lists them. */
export function byActivity(rooms: Rooms): MemberRoom[] {
  return Object.values(rooms.byId).sort(
    (one, other) =>
      Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt) || (one.id < other.id ? -1 : 1),
  )
}

/** What the badge says: what has been seen here counts no more, though the server may not know it yet. */
export function unreadOf(rooms: Rooms, room: MemberRoom): number {
  const seen = rooms.seen[room.id] ?? 0
  if (seen <= room.readSeq) return room.unread
  return countAfter(rooms.heard[room.id] ?? heardSince(room), room, seen) ?? room.unread
}

/** What the server must be told: rooms where more has been seen than it knows, and that matters. */
export function wantedMarks(rooms: Rooms): { readonly roomId: string; readonly seq: number }[] {
  return Object.entries(rooms.seen).flatMap(([roomId, seq]) => {
    const room = rooms.byId[roomId]
    return room && room.unread > 0 && seq > room.readSeq ? [{ roomId, seq }] : []
  })
}

/** What comes to the end of the room that one looks at is seen. */
export function follow(rooms: Rooms): Rooms {
  const room = rooms.followed === undefined ? undefined : rooms.byId[rooms.followed]
  if (!room || (rooms.seen[room.id] ?? 0) >= room.lastSeq) return rooms
  return { ...rooms, seen: { ...rooms.seen, [room.id]: room.lastSeq } }
}

function keep(rooms: Rooms, { room, heard }: { room: MemberRoom; heard: Heard }): Rooms {
  return {
    ...rooms,
    byId: { ...rooms.byId, [room.id]: room },
    heard: { ...rooms.heard, [room.id]: heard },
  }
}

function later(rooms: Rooms, fresh: MemberRoom) {
  const known = rooms.byId[fresh.id]
  const heard = rooms.heard[fresh.id]
  const isKnown = known && heard && known.lastSeq > fresh.lastSeq
  return isKnown ? { room: known, heard } : { room: fresh, heard: heardSince(fresh) }
}

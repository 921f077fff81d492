import type { Interval, Message, PersonalEvent, Room, RoomEvent, RoomFacts } from '../../api/contract.ts'

/** Why a room is no longer in the list, for the page that still shows its address. */
export type Farewell = { readonly name: string; readonly reason: 'left' | 'removed' | 'deleted' }

/** The rooms of one person, and how much of each is new to them. `Room.unread` holds at `Room.lastSeq`. */
export type Rooms = {
  readonly byId: Readonly<Record<string, Room>>
  /** The room on the screen: what comes there is seen, so it is not counted. */
  readonly openId?: string
  /** How far each room has been on the screen. */
  readonly seen: Readonly<Record<string, number>>
  readonly farewells: Readonly<Record<string, Farewell>>
}

export const noRooms: Rooms = { byId: {}, seen: {}, farewells: {} }

const unreadMax = 100

/** All my rooms as the server just told. What a live batch told since is newer and stays. */
export function setAll(rooms: Rooms, fresh: readonly Room[], isOtherEpoch = false): Rooms {
  const byId = Object.fromEntries(
    fresh.map((room) => [room.id, isOtherEpoch ? room : later(rooms.byId[room.id], room)]),
  )
  return markSeen({ ...rooms, byId, seen: isOtherEpoch ? {} : rooms.seen })
}

/** One room as an answer or `roomJoined` told it. */
export function setOne(rooms: Rooms, room: Room): Rooms {
  const { [room.id]: _, ...farewells } = rooms.farewells
  const byId = { ...rooms.byId, [room.id]: later(rooms.byId[room.id], room) }
  return markSeen({ ...rooms, byId, farewells })
}

export function remove(rooms: Rooms, roomId: string, reason: Farewell['reason']): Rooms {
  const { [roomId]: gone, ...byId } = rooms.byId
  if (!gone) return rooms
  return { ...rooms, byId, farewells: { ...rooms.farewells, [roomId]: { name: gone.name, reason } } }
}

/** Shows a room, or none. Everything in it up to now counts as seen. */
export function show(rooms: Rooms, roomId: string | undefined): Rooms {
  const { openId: _, ...rest } = rooms
  return roomId === undefined ? rest : markSeen({ ...rest, openId: roomId })
}

/** The rooms after a live interval, or 'gap' when the room must be asked again. */
export function applyInterval(rooms: Rooms, roomId: string, interval: Interval, me: string): Rooms | 'gap' {
  const room = rooms.byId[roomId]
  if (!room || interval.upTo <= room.lastSeq) return rooms
  if (interval.after > room.lastSeq) return 'gap'

  const unseen = interval.events.filter((event) => event.seq > room.lastSeq)
  if (unseen.some((event) => event.type === 'roomDeleted')) return remove(rooms, roomId, 'deleted')
  if (unseen.some((event) => isUncountable(event, room, me))) return 'gap'

  const after = unseen.reduce((before, event) => applyEvent(before, event, room.lastSeq, me), room)
  return markSeen({ ...rooms, byId: { ...rooms.byId, [roomId]: { ...after, lastSeq: interval.upTo } } })
}

export function applyPersonal(rooms: Rooms, event: PersonalEvent): Rooms {
  switch (event.type) {
    case 'roomJoined':
      return setOne(rooms, event.room)
    case 'roomLeft':
      return remove(rooms, event.roomId, event.reason)
    case 'readMoved': {
      const room = rooms.byId[event.roomId]
      if (!room || event.readSeq < room.readSeq) return rooms
      const read = { ...room, readSeq: event.readSeq, unread: event.unread }
      return { ...rooms, byId: { ...rooms.byId, [room.id]: read } }
    }
    default:
      return rooms
  }
}

/** The liveliest first; of equals the smaller id, as the server lists them. */
export function byActivity(rooms: Rooms): Room[] {
  return Object.values(rooms.byId).sort(
    (one, other) =>
      Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt) || (one.id < other.id ? -1 : 1),
  )
}

/** What the badge says: nothing for what has been on the screen. */
export function unreadOf(rooms: Rooms, room: Room): number {
  return (rooms.seen[room.id] ?? -1) >= room.lastSeq ? 0 : room.unread
}

function applyEvent(room: Room, event: RoomEvent, counted: number, me: string): Room {
  switch (event.type) {
    case 'messagePosted': {
      const { message } = event
      const spoken = { ...room, lastActivityAt: message.sentAt }
      // On a page that a gateway caught up by itself, one that is already counted may stand at a later change.
      if (message.id <= counted) return room
      if (message.author.id === me) return { ...spoken, readSeq: message.id, unread: 0 }
      return message.deletedAt ? spoken : { ...spoken, unread: Math.min(unreadMax, room.unread + 1) }
    }
    case 'messageChanged':
      return isUnreadDeletion(event, room, me) ? { ...room, unread: Math.max(0, room.unread - 1) } : room
    case 'memberJoined':
      return { ...room, memberCount: room.memberCount + 1 }
    case 'memberLeft':
      return { ...room, memberCount: Math.max(0, room.memberCount - 1) }
    case 'memberChanged':
      return withRole(room, event.member.user.id === me, event.member)
    case 'roomChanged':
      return withFacts(room, event.room)
    default:
      return room
  }
}

function isUnreadDeletion(event: RoomEvent, room: Room, me: string): boolean {
  return event.type === 'messageChanged' && event.change === 'deleted' && isUnreadOf(event.message, room, me)
}

/**
 * A deletion whose effect on the count only the server knows: at 100 it has stopped counting, and on a page that a
 * gateway caught up by itself nothing says whether the message was deleted before or after we counted it.
 */
function isUncountable(event: RoomEvent, room: Room, me: string): boolean {
  if (event.type !== 'messageChanged' && event.type !== 'messagePosted') return false
  const { message } = event
  if (!message.deletedAt || message.id > room.lastSeq || !isUnreadOf(message, room, me)) return false
  return room.unread >= unreadMax || event.type === 'messagePosted' || event.change === undefined
}

const isUnreadOf = (message: Message, room: Room, me: string) =>
  message.id > room.readSeq && message.author.id !== me

function withRole(room: Room, isMe: boolean, member: { user: Room['owner']; role: Room['role'] }): Room {
  const owner = member.role === 'owner' ? member.user : room.owner
  return isMe ? { ...room, owner, role: member.role } : { ...room, owner }
}

function withFacts(room: Room, facts: RoomFacts): Room {
  if (facts.changedSeq < room.changedSeq) return room
  const { description: _, ...rest } = room
  const described = facts.description === undefined ? rest : { ...rest, description: facts.description }
  return { ...described, name: facts.name, owner: facts.owner, changedSeq: facts.changedSeq }
}

function later(known: Room | undefined, fresh: Room): Room {
  return known && known.lastSeq > fresh.lastSeq ? known : fresh
}

/** Opening a room, and whatever comes while it is open, is seen; the marks of rooms that are gone are dropped. */
function markSeen(rooms: Rooms): Rooms {
  const open = rooms.openId === undefined ? undefined : rooms.byId[rooms.openId]
  if (!open || rooms.seen[open.id] === open.lastSeq) return rooms
  const kept = Object.entries(rooms.seen).filter(([id]) => rooms.byId[id])
  const read = { ...open, readSeq: open.lastSeq, unread: 0 }
  return {
    ...rooms,
    byId: { ...rooms.byId, [open.id]: read },
    seen: { ...Object.fromEntries(kept), [open.id]: open.lastSeq },
  }
}

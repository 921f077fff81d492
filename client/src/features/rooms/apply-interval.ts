import type { MemberRoom, MessageChanged, MessagePosted, Room, RoomEvent } from '../../api/generated.ts'
import type { Interval } from '../../api/interval.ts'
import { follow, type Rooms, remove } from './rooms.ts'
import { type Heard, hear, heardSince, isUnreadOf, unhear, unreadMax } from './unread.ts'

type Known = { readonly room: MemberRoom; readonly heard: Heard }

/** The rooms after a live interval, or 'gap' when the room must be asked again. */
export function applyInterval(rooms: Rooms, roomId: string, interval: Interval, me: string): Rooms | 'gap' {
  const room = rooms.byId[roomId]
  if (!room || interval.upTo <= room.lastSeq) return rooms
  if (interval.after > room.lastSeq) return 'gap'

  const news = interval.events.filter((event) => event.seq > room.lastSeq)
  if (news.some((event) => event.type === 'roomDeleted')) return remove(rooms, roomId, 'deleted')

  let known: Known = { room, heard: rooms.heard[roomId] ?? heardSince(room) }
  for (const event of news) {
    if (isUncountable(event, known, room.lastSeq, me)) return 'gap'
    known = applyEvent(known, event, room.lastSeq, me)
  }
  return follow({
    ...rooms,
    byId: { ...rooms.byId, [roomId]: { ...known.room, lastSeq: interval.upTo } },
    heard: { ...rooms.heard, [roomId]: known.heard },
  })
}

function applyEvent(known: Known, event: RoomEvent, counted: number, me: string): Known {
  const { room } = known
  const now = (change: Partial<MemberRoom>): Known => ({ ...known, room: { ...room, ...change } })
  switch (event.type) {
    case 'messagePosted':
      return post(known, event, counted, me)
    case 'messageChanged':
      return unpost(known, event, me)
    case 'memberJoined':
      return now({ memberCount: room.memberCount + 1 })
    case 'memberLeft':
      return now({ memberCount: Math.max(0, room.memberCount - 1) })
    case 'memberChanged':
      return now(role(room, event.member, me))
    case 'roomChanged':
      return { ...known, room: withFacts(room, event.room) }
    default:
      return known
  }
}

function post({ room, heard }: Known, { message }: MessagePosted, counted: number, me: string): Known {
  // On a page that a gateway caught up by itself, one that is already counted may stand at a later change.
  if (message.id <= counted) return { room, heard }
  const spoken = { ...room, lastActivityAt: message.sentAt }
  if (message.author.id === me) return { room: markedAt(spoken, heard, message.id), heard }
  if (message.deletedAt || message.id <= room.readSeq) return { room: spoken, heard }
  return {
    room: { ...spoken, unread: Math.min(unreadMax, room.unread + 1) },
    heard: hear(heard, message.id),
  }
}

/** An own line reads the room, up to itself. */
function markedAt(room: MemberRoom, heard: Heard, id: number): MemberRoom {
  if (id <= room.readSeq) return room
  return { ...room, readSeq: id, unread: heard.ids.filter((one) => one > id).length }
}

function unpost({ room, heard }: Known, { message, change }: MessageChanged, me: string): Known {
  if (change !== 'deleted') return { room, heard }
  const without = unhear(heard, message.id)
  if (!isUnreadOf(message, room, me)) return { room, heard: without }
  return { room: { ...room, unread: Math.max(0, room.unread - 1) }, heard: without }
}

/**
 * A deletion whose effect on the count only the server knows: at 100 it has stopped counting, and on a page that a
 * gateway caught up by itself nothing says whether the message was deleted before or after we counted it.
 */
function isUncountable(event: RoomEvent, { room }: Known, counted: number, me: string): boolean {
  if (event.type !== 'messageChanged' && event.type !== 'messagePosted') return false
  const { message } = event
  if (!message.deletedAt || !isUnreadOf(message, room, me)) return false
  if (event.type === 'messagePosted') return message.id <= counted
  return room.unread >= unreadMax || event.change === undefined
}

function role(
  room: MemberRoom,
  member: { user: MemberRoom['owner']; role: MemberRoom['role'] },
  me: string,
): Partial<MemberRoom> {
  const owner = member.role === 'owner' ? member.user : room.owner
  return member.user.id === me ? { owner, role: member.role } : { owner }
}

function withFacts(room: MemberRoom, facts: Room): MemberRoom {
  if (facts.changedSeq < room.changedSeq) return room
  const { description: _, slowModeSeconds: __, keepDays: ___, ...rest } = room
  const { name, owner, changedSeq, description, slowModeSeconds, keepDays } = facts
  return {
    ...rest,
    name,
    owner,
    changedSeq,
    ...(description !== undefined && { description }),
    ...(slowModeSeconds !== undefined && { slowModeSeconds }),
    ...(keepDays !== undefined && { keepDays }),
  }
}

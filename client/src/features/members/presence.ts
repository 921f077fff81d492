import type { PresenceChanged, UserRef } from '../../api/generated.ts'

/** Who is here, as far as this page knows. Presence has no history: the set is read once, and changes go on top. */
export type Presence = {
  readonly online: ReadonlyMap<string, UserRef>
  readonly count: number
  /** The set has been read, so the names can be shown. Above the limit of the server it never is. */
  readonly isRead: boolean
  /** What came since the reading under way began; undefined while none is. */
  readonly held?: readonly PresenceChanged[]
}

/** Above so many online the server tells their number only. */
export const namedMax = 500
const heldCountMax = 200

export const nobodyKnown: Presence = { online: new Map(), count: 0, isRead: false }

/** The set is being read now. */
export const startReading = (presence: Presence): Presence => ({ ...presence, held: [] })

export function stopReading(presence: Presence): Presence {
  const { held: _, ...rest } = presence
  return rest
}

/** The answer to the reading, with what came meanwhile on top. */
export function read(presence: Presence, users: readonly UserRef[], total: number): Presence {
  const { held = [] } = presence
  const online = new Map(users.map((user) => [user.id, user]))
  return held.reduce(hear, { online, count: total, isRead: total <= namedMax })
}

export function hear(presence: Presence, change: PresenceChanged): Presence {
  const held = presence.held && { held: [...presence.held, change].slice(-heldCountMax) }
  if (change.full) return { online: byId(change.online), count: change.onlineCount, isRead: true, ...held }
  if (change.onlineCount > namedMax)
    return { online: new Map(), count: change.onlineCount, isRead: false, ...held }
  if (!presence.isRead) return { ...presence, count: change.onlineCount, ...held }

  const online = new Map(presence.online)
  for (const id of change.offline) online.delete(id)
  for (const user of change.online) online.set(user.id, user)
  return { online, count: change.onlineCount, isRead: true, ...held }
}

/** The names do not add up, or are not known though they could be: read them (again). */
export function isDoubtful({ online, count, isRead, held }: Presence): boolean {
  if (held) return false
  return isRead ? online.size !== count : count <= namedMax
}

const byId = (users: readonly UserRef[]) => new Map(users.map((user) => [user.id, user]))

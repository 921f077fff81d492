export type { Answer, Refusal, RefusalCode } from './refusal.ts'

/**
 * What travels between the browser and the server, over HTTP and the hub.
 * Seqs are plain numbers (at most 2^53 − 1), instants ISO-8601 strings; a member without a value is absent.
 */
export type UserRef = { readonly id: string; readonly username: string }

export type Me = UserRef & { readonly email: string; readonly createdAt: string }

export type Auth = {
  readonly accessToken: string
  readonly expiresAt: string
  readonly sessionId: string
  readonly user: Me
}

export type Ticket = { readonly ticket: string; readonly expiresAt: string }

export type Role = 'owner' | 'member'

/** A room as everyone sees it. */
export type RoomFacts = {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly owner: UserRef
  readonly createdAt: string
  readonly memberCount: number
  readonly onlineCount: number
  readonly lastSeq: number
  readonly changedSeq: number
  readonly lastActivityAt: string
}

/** A room as one of its members sees it. */
export type Room = RoomFacts & { readonly role: Role; readonly readSeq: number; readonly unread: number }

export type Member = {
  readonly user: UserRef
  readonly role: Role
  readonly joinedAt: string
  /** Answers say it; events do not, presence has its own. */
  readonly online?: boolean
  readonly changedSeq: number
}

export type MemberList = {
  readonly members: readonly Member[]
  readonly total: number
  readonly cursor?: string
}

/** A room as anyone may find it. */
export type FoundRoom = RoomFacts & { readonly joined: boolean; readonly role?: Role }

export type FoundRooms = { readonly rooms: readonly FoundRoom[]; readonly cursor?: string }

export type Mark = { readonly readSeq: number; readonly unread: number }

/** `mine` is known to answers for one person only; a live frame serves everyone and leaves it out. */
export type Reaction = {
  readonly emoji: string
  readonly count: number
  readonly userIds: readonly string[]
  readonly mine?: boolean
}

export type Message = {
  readonly roomId: string
  readonly id: number
  readonly clientId: string
  readonly author: UserRef
  readonly text: string
  readonly sentAt: string
  readonly editedAt?: string
  readonly deletedAt?: string
  readonly reactions: readonly Reaction[]
  readonly changedSeq: number
}

export type Posted = { readonly message: Message; readonly duplicate: boolean }

export type Page = {
  readonly messages: readonly Message[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  readonly lastSeq: number
}

/** A piece of a found message's text; `match` is what was looked for. */
export type Fragment = { readonly text: string; readonly match: boolean }

export type Hit = { readonly message: Message; readonly fragments: readonly Fragment[] }

export type Hits = { readonly hits: readonly Hit[]; readonly hasMore: boolean }

export type Session = {
  readonly id: string
  readonly createdAt: string
  readonly lastUsedAt: string
  readonly device?: string
  readonly address?: string
  readonly current: boolean
}

export type Preferences = {
  readonly theme?: 'neon' | 'amber'
  readonly density?: 'compact' | 'comfortable'
  readonly crt?: boolean
}

export type MessagePosted = {
  readonly type: 'messagePosted'
  readonly seq: number
  readonly message: Message
}

export type MessageChanged = {
  readonly type: 'messageChanged'
  readonly seq: number
  readonly message: Message
  readonly by?: string
  readonly change?: 'edited' | 'deleted' | 'reacted' | 'unreacted'
  readonly emoji?: string
}

export type MemberJoined = { readonly type: 'memberJoined'; readonly seq: number; readonly member: Member }
export type MemberChanged = { readonly type: 'memberChanged'; readonly seq: number; readonly member: Member }
export type MemberLeft = { readonly type: 'memberLeft'; readonly seq: number; readonly user: UserRef }
export type RoomChanged = { readonly type: 'roomChanged'; readonly seq: number; readonly room: RoomFacts }
export type RoomDeleted = { readonly type: 'roomDeleted'; readonly seq: number }

/** What is kept for ever and has a place in the room's order. */
export type RoomEvent =
  | MessagePosted
  | MessageChanged
  | MemberJoined
  | MemberChanged
  | MemberLeft
  | RoomChanged
  | RoomDeleted

export type PresenceChanged = {
  readonly type: 'presenceChanged'
  readonly online: readonly UserRef[]
  readonly offline: readonly string[]
  readonly onlineCount: number
  readonly full?: boolean
}
export type TypingChanged = { readonly type: 'typingChanged'; readonly users: readonly UserRef[] }

/** What is true now and forgotten afterwards. */
export type FleetingEvent = PresenceChanged | TypingChanged

export type RoomJoined = { readonly type: 'roomJoined'; readonly room: Room }
export type RoomLeft = {
  readonly type: 'roomLeft'
  readonly roomId: string
  readonly seq: number
  readonly reason: 'left' | 'removed'
}
export type ReadMoved = { readonly type: 'readMoved'; readonly roomId: string } & Mark
export type SessionEnded = {
  readonly type: 'sessionEnded'
  readonly reason: 'logout' | 'revoked' | 'passwordChanged' | 'tokenReuse'
}
export type GoAway = { readonly type: 'goAway'; readonly reconnectWithinMs: number }

/** What concerns this person and no room's order. */
export type PersonalEvent = RoomJoined | RoomLeft | ReadMoved | SessionEnded | GoAway

/** Whoever knows the room up to `after` and applies these knows it up to `upTo`. */
export type Interval = {
  readonly after: number
  readonly upTo: number
  readonly events: readonly RoomEvent[]
}

export type IntervalBatch = { readonly roomId: string } & Interval
export type FleetingBatch = { readonly roomId: string; readonly events: readonly FleetingEvent[] }
export type ResetBatch = { readonly roomId: string; readonly lastSeq: number; readonly reset: true }
export type PersonalBatch = { readonly events: readonly PersonalEvent[] }
export type Batch = IntervalBatch | FleetingBatch | ResetBatch | PersonalBatch

export type Changes =
  | ({ readonly epoch: string; readonly lastSeq: number; readonly more: boolean } & Interval)
  | { readonly epoch: string; readonly lastSeq: number; readonly reset: true }

export type CatchUpEntry =
  | ({ readonly roomId: string; readonly more: boolean } & Interval)
  | ResetBatch
  | { readonly roomId: string; readonly gone: true }

export type Cursor = { readonly roomId: string; readonly seq: number }

export type Welcome = {
  readonly protocol: number
  readonly epoch: string
  readonly user: Me
  readonly rooms: readonly Room[]
  readonly catchUp: readonly CatchUpEntry[]
}

/** The commands of the hub: what each takes and what it answers. */
export type Commands = {
  Hello: { takes: { cursors: readonly Cursor[]; epoch?: string }; gives: Welcome }
  SendMessage: { takes: { roomId: string; clientId: string; text: string }; gives: Posted }
  EditMessage: { takes: { roomId: string; id: number; text: string }; gives: Message }
  DeleteMessage: { takes: { roomId: string; id: number }; gives: Message }
  React: { takes: { roomId: string; id: number; emoji: string; on: boolean }; gives: Message }
  MarkRead: { takes: { roomId: string; seq: number }; gives: Mark }
  Typing: { takes: { roomId: string }; gives: Readonly<Record<string, never>> }
}

export type CommandName = keyof Commands

export const emojis = ['👍', '👎', '❤️', '😂', '🔥', '👀', '🎉'] as const
export const messageTextMax = 1000

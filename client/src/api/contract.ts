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
  readonly changedSeq: number
}

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
export type ReadMoved = {
  readonly type: 'readMoved'
  readonly roomId: string
  readonly readSeq: number
  readonly unread: number
}
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

export type RefusalCode =
  | 'malformed'
  | 'unauthenticated'
  | 'badCredentials'
  | 'refreshInvalid'
  | 'notMember'
  | 'notOwner'
  | 'notAuthor'
  | 'ownerCannotLeave'
  | 'originRefused'
  | 'notFound'
  | 'roomNotFound'
  | 'messageNotFound'
  | 'userNotFound'
  | 'sessionNotFound'
  | 'usernameTaken'
  | 'emailTaken'
  | 'roomNameTaken'
  | 'alreadyMember'
  | 'roomLimit'
  | 'roomFull'
  | 'messageDeleted'
  | 'textUnchanged'
  | 'methodNotAllowed'
  | 'tooLarge'
  | 'unsupportedMediaType'
  | 'invalid'
  | 'rateLimited'
  | 'internal'
  | 'busy'
  | 'helloFirst'
  | 'helloTwice'

export type Refusal = {
  readonly code: RefusalCode
  readonly message: string
  readonly errors?: Readonly<Record<string, readonly string[]>>
  readonly retryAfterMs?: number
}

/** What came of a request: its value, or the reason it was refused. */
export type Answer<T> = { readonly value: T } | { readonly refusal: Refusal }

/** The commands of the hub: what each takes and what it answers. */
export type Commands = {
  Hello: { takes: { cursors: readonly Cursor[]; epoch?: string }; gives: Welcome }
  SendMessage: { takes: { roomId: string; clientId: string; text: string }; gives: Posted }
  EditMessage: { takes: { roomId: string; id: number; text: string }; gives: Message }
  DeleteMessage: { takes: { roomId: string; id: number }; gives: Message }
  React: { takes: { roomId: string; id: number; emoji: string; on: boolean }; gives: Message }
}

export type CommandName = keyof Commands

export const emojis = ['👍', '👎', '❤️', '😂', '🔥', '👀', '🎉'] as const
export const messageTextMax = 1000

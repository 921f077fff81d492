import type { Changes, Message, Page, Reaction, RoomEvent, UserRef } from '../api/generated.ts'
import type { Interval } from '../api/interval.ts'

export type Deed =
  | { readonly do: 'post'; readonly by: UserRef; readonly text: string; readonly clientId?: string }
  | { readonly do: 'edit'; readonly id: number; readonly text: string }
  | { readonly do: 'delete'; readonly id: number }
  | { readonly do: 'react'; readonly id: number; readonly by: UserRef; readonly emoji: string }
  | { readonly do: 'join'; readonly by: UserRef }

/** How many people a reaction lists; small, so that tests meet lists that are cut. */
const listedMax = 2
const start = Date.UTC(2026, 2, 1, 12)

/** A room as the server keeps it: one log, one number for every durable change. The measure for the client's view. */
export class RoomModel {
  readonly id: string
  readonly messages = new Map<number, Message>()
  readonly log: RoomEvent[] = []
  private readonly reactors = new Map<string, UserRef[]>()

  constructor(id: string) {
    this.id = id
  }

  get head(): number {
    return this.log.length
  }

  /** Does it if it changes anything; an id that is no message picks one of those there are. */
  act(deed: Deed): RoomEvent | undefined {
    if (deed.do === 'post') return this.post(deed.by, deed.text, deed.clientId ?? `client-${this.head + 1}`)
    if (deed.do === 'join') return this.join(deed.by)
    const message = this.messages.get(deed.id)
    if (!message || message.deletedAt) return undefined
    if (deed.do === 'react') return this.react(message, deed.by, deed.emoji)
    const at = this.now()
    if (deed.do === 'edit')
      return this.change({ ...message, text: deed.text, editedAt: at }, { change: 'edited' })
    return this.change({ ...message, text: '', reactions: [], deletedAt: at }, { change: 'deleted' })
  }

  /** One of the messages there are, by any number. */
  some(number: number): Message | undefined {
    return [...this.messages.values()][number % Math.max(1, this.messages.size)]
  }

  /** As `act`, where the deed's id is any number. */
  actOnSome(deed: Deed): RoomEvent | undefined {
    return this.act('id' in deed ? { ...deed, id: this.some(deed.id)?.id ?? 0 } : deed)
  }

  /** What went over the wire live for the seqs after `after`, as each was at its time. */
  live(after: number, upTo: number): Interval {
    return { after, upTo, events: this.log.slice(after, upTo) }
  }

  /** What is, not what was: each message once, as it now is, at its last place on the page. */
  changes(after: number, limit: number): Changes & Interval & { more: boolean } {
    const upTo = Math.min(this.head, after + limit)
    const entries = this.log.slice(after, upTo)
    const events = entries.flatMap((entry, index): RoomEvent[] => {
      if (entry.type !== 'messagePosted' && entry.type !== 'messageChanged') return [entry]
      const { id } = entry.message
      if (entries.slice(index + 1).some((other) => 'message' in other && other.message.id === id)) return []
      const message = this.messages.get(id) ?? entry.message
      return [{ type: id > after ? 'messagePosted' : 'messageChanged', seq: entry.seq, message }]
    })
    return { epoch: 'e', lastSeq: this.head, more: upTo < this.head, after, upTo, events }
  }

  /** The newest messages; `lag` makes lastSeq older than the state shown. */
  page(limit: number, lag = 0): Page {
    return this.slice(Math.max(0, this.messages.size - limit), limit, lag)
  }

  /** The nearest messages with a smaller id. */
  before(seq: number, limit: number, lag = 0): Page {
    const end = this.all().filter((message) => message.id < seq).length
    return this.slice(Math.max(0, end - limit), Math.min(limit, end), lag)
  }

  /** The nearest messages with a larger id. */
  after(seq: number, limit: number, lag = 0): Page {
    return this.slice(this.all().filter((message) => message.id <= seq).length, limit, lag)
  }

  /** Some older than the seq, the rest at or after it, filled from the other side at an end. */
  around(seq: number, limit: number, lag = 0): Page {
    const place = this.all().filter((message) => message.id < seq).length
    const start = Math.min(place - Math.floor((limit - 1) / 2), this.messages.size - limit)
    return this.slice(Math.max(0, start), limit, lag)
  }

  private slice(start: number, count: number, lag: number): Page {
    return {
      messages: this.all().slice(start, start + count),
      hasOlder: start > 0,
      hasNewer: start + count < this.messages.size,
      lastSeq: Math.max(0, this.head - lag),
    }
  }

  private all = () => [...this.messages.values()]

  private post(author: UserRef, text: string, clientId: string): RoomEvent {
    const id = this.head + 1
    const sentAt = this.now()
    const message = { roomId: this.id, id, clientId, author, text, sentAt, reactions: [], changedSeq: id }
    this.messages.set(id, message)
    return this.record({ type: 'messagePosted', seq: id, message })
  }

  private join(user: UserRef): RoomEvent {
    const seq = this.head + 1
    const member = { user, role: 'member' as const, joinedAt: this.now(), changedSeq: seq }
    return this.record({ type: 'memberJoined', seq, member })
  }

  private react(message: Message, by: UserRef, emoji: string): RoomEvent {
    const key = `${message.id} ${emoji}`
    const before = this.reactors.get(key) ?? []
    const isOn = !before.some((user) => user.id === by.id)
    const after = isOn ? [...before, by] : before.filter((user) => user.id !== by.id)
    this.reactors.set(key, after)
    const others = message.reactions.filter((reaction) => reaction.emoji !== emoji)
    const userIds = after.slice(0, listedMax).map((user) => user.id)
    const own: Reaction[] = after.length > 0 ? [{ emoji, count: after.length, userIds }] : []
    const reactions = [...others, ...own].sort((one, other) => other.count - one.count)
    return this.change(
      { ...message, reactions },
      { change: isOn ? 'reacted' : 'unreacted', by: by.id, emoji },
    )
  }

  private change(
    message: Message,
    how: { change: 'edited' | 'deleted' | 'reacted' | 'unreacted'; by?: string; emoji?: string },
  ) {
    const seq = this.head + 1
    const changed = { ...message, changedSeq: seq }
    this.messages.set(message.id, changed)
    return this.record({ type: 'messageChanged', seq, message: changed, ...how })
  }

  private record(event: RoomEvent): RoomEvent {
    this.log.push(event)
    return event
  }

  private now = () => new Date(start + this.head * 20_000).toISOString()
}

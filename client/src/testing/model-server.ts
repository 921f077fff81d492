import type { Answer } from '../api/answer.ts'
import type {
  Batch,
  MemberRoom,
  Message,
  ReadMark,
  Refusal,
  RoomEvent,
  UserRef,
  Welcome,
} from '../api/generated.ts'
import type { CommandName, Gives, Takes } from '../api/hub.ts'
import type { Dial, SocketEvents } from '../realtime/socket.ts'
import { type Deed, RoomModel } from './room-model.ts'

type Plug = { readonly events: SocketEvents; isWelcome: boolean }
type Send = Takes<'SendMessage'>

/** A whole server for one person, in memory: rooms, pages, a hub that can be cut, answers that can get lost. */
export class ModelServer {
  readonly me: UserRef
  readonly rooms = new Map<string, RoomModel>()
  /** Every SendMessage that arrived, also those whose answer was lost. */
  readonly sends: Send[] = []
  epoch = 'e1'
  isReachable = true
  /** The next commands are refused, done without an answer, or done while every socket breaks; all others work. */
  readonly fates: (Refusal | 'loseAnswer' | 'breakFirst')[] = []
  /** How far its person has read each room; without an entry, all of it. */
  readonly marks = new Map<string, number>()
  private readonly plugs = new Set<Plug>()
  private readonly lost: (() => void)[] = []

  constructor(me: UserRef) {
    this.me = me
  }

  addRoom(id: string): RoomModel {
    const room = new RoomModel(id)
    room.act({ do: 'join', by: this.me })
    this.rooms.set(id, room)
    return room
  }

  /** Somebody does something in a room; everyone connected hears of it. */
  act(roomId: string, deed: Deed): RoomEvent | undefined {
    const room = this.room(roomId)
    const event = room.act(deed)
    if (event) this.push({ roomId, ...room.live(room.head - 1, room.head) })
    return event
  }

  push(batch: Batch) {
    for (const { events, isWelcome } of this.plugs) if (isWelcome) events.receive(batch)
  }

  /** Every socket breaks. */
  cut() {
    for (const plug of [...this.plugs]) this.unplug(plug)
  }

  readonly dial: Dial = async (events) => {
    if (!this.isReachable) throw new Error('unreachable')
    const plug = { events, isWelcome: false }
    this.plugs.add(plug)
    return {
      call: async <N extends CommandName>(command: N, argument: Takes<N>) =>
        (await this.answer(plug, command, argument)) as Answer<Gives<N>>,
      close: () => this.unplug(plug),
    }
  }

  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    if (!this.isReachable) throw new TypeError('unreachable')
    const url = new URL(path, 'http://server')
    const [, roomId = '', rest = ''] = /^\/api\/rooms\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? []
    const room = this.rooms.get(roomId)
    if (init.method !== 'GET' || !room) return Response.json({ code: 'roomNotFound' }, { status: 404 })
    const number = (name: string) => Number(url.searchParams.get(name) ?? Number.POSITIVE_INFINITY)
    if (rest === 'messages') return Response.json(this.page(room, url.searchParams, number('limit')))
    if (rest === 'changes') return Response.json(this.changes(room, number('after'), number('limit')))
    return Response.json(this.describe(room.id))
  }

  private page(room: RoomModel, search: URLSearchParams, limit: number) {
    for (const way of ['before', 'after', 'around'] as const) {
      const seq = search.get(way)
      if (seq !== null) return room[way](Number(seq), limit)
    }
    return room.page(limit)
  }

  private async answer(plug: Plug, command: string, argument: unknown): Promise<Answer<unknown>> {
    if (command === 'Hello') return this.hello(plug, argument as Takes<'Hello'>)
    const fate = this.fates.shift()
    if (command === 'SendMessage') this.sends.push(argument as Send)
    if (typeof fate === 'object') return { refusal: fate }
    if (fate === 'breakFirst') this.cut()
    const value = this.obey(command, argument)
    if (!fate) return { value }
    if (fate === 'breakFirst') throw new Error('cut')
    return new Promise((_, reject) => {
      this.lost.push(() => reject(new Error('cut')))
    })
  }

  private obey(command: string, argument: unknown): unknown {
    if (command === 'SendMessage') return this.keep(argument as Send)
    if (command === 'MarkRead') return this.mark(argument as Takes<'MarkRead'>)
    if (command === 'Typing') return {}
    const { roomId, id, ...rest } = argument as { roomId: string; id: number; text?: string; emoji?: string }
    if (command === 'EditMessage') this.act(roomId, { do: 'edit', id, text: rest.text ?? '' })
    if (command === 'DeleteMessage') this.act(roomId, { do: 'delete', id })
    if (command === 'React') this.act(roomId, { do: 'react', id, by: this.me, emoji: rest.emoji ?? '' })
    return this.room(roomId).messages.get(id)
  }

  private keep({ roomId, clientId, text }: Send): { message: Message | undefined; duplicate: boolean } {
    const kept = () =>
      [...this.room(roomId).messages.values()].find((message) => message.clientId === clientId)
    const duplicate = kept() !== undefined
    if (!duplicate) this.act(roomId, { do: 'post', by: this.me, text, clientId })
    return { message: kept(), duplicate }
  }

  private mark({ roomId, seq }: Takes<'MarkRead'>): ReadMark {
    const room = this.room(roomId)
    this.marks.set(roomId, Math.max(this.marks.get(roomId) ?? 0, Math.min(seq, room.head)))
    const mark = this.markOf(room)
    this.push({ events: [{ type: 'readMoved', roomId, ...mark }] })
    return mark
  }

  private markOf(room: RoomModel): ReadMark {
    const readSeq = this.marks.get(room.id) ?? room.head
    const isUnread = ({ id, author, deletedAt }: Message) =>
      id > readSeq && author.id !== this.me.id && !deletedAt
    return { readSeq, unread: [...room.messages.values()].filter(isUnread).length }
  }

  private async hello(plug: Plug, { cursors, epoch }: Takes<'Hello'>): Promise<Answer<Welcome>> {
    plug.isWelcome = true
    const isOther = epoch !== undefined && epoch !== this.epoch
    const catchUp = cursors.map(({ roomId, seq }) => {
      const room = this.rooms.get(roomId)
      if (!room) return { roomId, gone: true as const }
      const changes = this.changes(room, seq, 5)
      if (isOther || 'reset' in changes) return { roomId, lastSeq: room.head, reset: true as const }
      const { after, upTo, events, more } = changes
      return { roomId, after, upTo, events, more }
    })
    const user = { ...this.me, email: 'a@b.c', createdAt: '2026-03-01T12:00:00Z' }
    const rooms = [...this.rooms.keys()].map((id) => this.describe(id))
    return { value: { protocol: 1, epoch: this.epoch, user, rooms, catchUp } }
  }

  private changes(room: RoomModel, after: number, limit: number) {
    if (after > room.head) return { epoch: this.epoch, lastSeq: room.head, reset: true as const }
    return { ...room.changes(after, limit), epoch: this.epoch }
  }

  describe(roomId: string): MemberRoom {
    const room = this.room(roomId)
    const at = '2026-03-01T12:00:00Z'
    const about = { createdAt: at, lastActivityAt: at, memberCount: 2, onlineCount: 1, changedSeq: 1 }
    const mine = { role: 'owner' as const, ...this.markOf(room) }
    return { id: room.id, name: room.id, owner: this.me, lastSeq: room.head, ...about, ...mine }
  }

  private room(roomId: string): RoomModel {
    const room = this.rooms.get(roomId)
    if (!room) throw new Error(`There is no room ${roomId}.`)
    return room
  }

  private unplug(plug: Plug) {
    if (!this.plugs.delete(plug)) return
    for (const lose of this.lost.splice(0)) lose()
    plug.events.closed()
  }
}

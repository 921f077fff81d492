import type { Message, UserRef } from '../../api/generated.ts'
import { isFor } from '../../ui/mentions.ts'
import { dayOf } from '../../ui/time.ts'
import type { Unsent } from './outbox.ts'

/** One line of talk, kept by the server or still on its way. */
export type Line = {
  readonly author: UserRef
  readonly at: string
  readonly text: string
  readonly message?: Message
  readonly unsent?: Unsent
  /** It opens a group: name and time stand over it. */
  readonly isFirst: boolean
  readonly isMine: boolean
  /** It speaks to the reader: by name, or as an answer. */
  readonly isForMe: boolean
}

export type Row =
  | { readonly kind: 'start'; readonly key: string; readonly isEmpty: boolean }
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'new'; readonly key: 'new' }
  | { readonly kind: 'line'; readonly key: string; readonly line: Line }

export type LogParts = {
  readonly messages: readonly Message[]
  readonly unsent: readonly Unsent[]
  readonly me: UserRef
  readonly isWhole: boolean
  /** What others said after this seq stands under the line NEW MESSAGES. */
  readonly newAfter?: number | undefined
}

const groupSpanMs = 5 * 60_000

/** What the log shows, from top to bottom. */
export function rowsOf({ messages, unsent, me, isWhole, newAfter }: LogParts): Row[] {
  const lines = linesOf(messages, unsent, me)
  // Where what was said before it is not here, nobody knows yet which is the first new one.
  const isKnown = newAfter !== undefined && (isWhole || (messages[0]?.id ?? 0) <= newAfter)
  const firstNew = isKnown ? lines.find((line) => isNew(line, newAfter)) : undefined
  const rows: Row[] = isWhole ? [{ kind: 'start', key: 'start', isEmpty: lines.length === 0 }] : []
  let before: Line | undefined
  for (const line of lines) {
    const isNewDay = !before || dayOf(before.at) !== dayOf(line.at)
    if (isNewDay) rows.push({ kind: 'day', key: `day ${dayOf(line.at)}`, at: line.at })
    if (line === firstNew) rows.push({ kind: 'new', key: 'new' })
    const shown = { ...line, isFirst: isNewDay || line === firstNew || !continues(before, line) }
    // The client id names the line from the first keystroke of Enter to the end of its life: its place in the page too.
    rows.push({ kind: 'line', key: keyOf(line), line: shown })
    before = shown
  }
  return rows
}

const isNew = ({ message, isMine }: Line, newAfter: number) =>
  message !== undefined && !isMine && !message.deletedAt && message.id > newAfter

function linesOf(messages: readonly Message[], unsent: readonly Unsent[], me: UserRef): Line[] {
  const lines: Line[] = messages.map((message) => ({
    author: message.author,
    at: message.sentAt,
    text: message.text,
    message,
    isFirst: false,
    isMine: message.author.id === me.id,
    isForMe: message.author.id !== me.id && speaksTo(message, me),
  }))
  if (unsent.length === 0) return lines
  const kept = new Set(
    messages.filter((message) => message.author.id === me.id).map((message) => message.clientId),
  )
  for (const line of unsent)
    if (!kept.has(line.clientId))
      lines.push({
        author: me,
        at: line.madeAt,
        text: line.text,
        unsent: line,
        isFirst: false,
        isMine: true,
        isForMe: false,
      })
  return lines
}

/** All rows are made anew with each line that comes; what a message says does not change with them. */
const known = new WeakMap<Message, boolean>()

function speaksTo(message: Message, me: UserRef): boolean {
  const before = known.get(message)
  if (before !== undefined) return before
  const now = isFor(message.text, me)
  known.set(message, now)
  return now
}

const keyOf = ({ author, message, unsent }: Line) => `${author.id} ${message?.clientId ?? unsent?.clientId}`

const continues = (before: Line | undefined, line: Line) =>
  before !== undefined &&
  before.author.id === line.author.id &&
  Math.abs(Date.parse(line.at) - Date.parse(before.at)) < groupSpanMs

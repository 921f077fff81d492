import { create } from 'zustand'
import type { Batch, UserRef } from '../../api/generated.ts'
import { link } from '../../realtime/the-link.ts'

/** Who is writing in each room, in order of start, without oneself. */
export const useTyping = create<Readonly<Record<string, readonly UserRef[]>>>()(() => ({}))

/** The server ignores what comes more often. */
const tellEveryMs = 2_000

/** A writer whose end was never told, because the wire went, is forgotten after a while. */
const forgetMs = 8_000

let toldAt = new Map<string, number>()
const forgets = new Map<string, ReturnType<typeof setTimeout>>()

/** Tells the room that I am writing. Nobody waits for the answer: it is forgotten in seconds anyway. */
export function tellTyping(roomId: string, now = performance.now()) {
  if (link.state.getState().at !== 'up' || now - (toldAt.get(roomId) ?? -tellEveryMs) < tellEveryMs) return
  toldAt = new Map([[roomId, now]])
  void link.command('Typing', { roomId }).catch(() => undefined)
}

/** A line was sent: the next keystroke is news again. */
export const typingDone = () => toldAt.clear()

export function receiveBatch(batch: Batch, me: string) {
  if (!('roomId' in batch) || 'reset' in batch) return
  for (const event of batch.events) {
    if (event.type === 'typingChanged')
      show(
        batch.roomId,
        event.users.filter((user) => user.id !== me),
      )
    // What they wrote is here: whatever tells it later comes too late.
    if (event.type === 'messagePosted') drop(batch.roomId, event.message.author.id)
  }
}

export function forgetTyping() {
  for (const timer of forgets.values()) clearTimeout(timer)
  forgets.clear()
  toldAt.clear()
  useTyping.setState({}, true)
}

function drop(roomId: string, userId: string) {
  const users = useTyping.getState()[roomId]
  if (users?.some((user) => user.id === userId))
    show(
      roomId,
      users.filter((user) => user.id !== userId),
    )
}

function show(roomId: string, users: readonly UserRef[]) {
  clearTimeout(forgets.get(roomId))
  forgets.delete(roomId)
  const { [roomId]: _, ...others } = useTyping.getState()
  useTyping.setState(users.length > 0 ? { ...others, [roomId]: users } : others, true)
  if (users.length > 0)
    forgets.set(
      roomId,
      setTimeout(() => show(roomId, []), forgetMs),
    )
}

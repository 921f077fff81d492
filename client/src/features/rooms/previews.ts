import { create } from 'zustand'
import type { Batch, Message } from '../../api/generated.ts'
import { request } from '../../api/http.ts'

/** The newest line of a room, as far as it is known here. */
export type Preview = Pick<Message, 'id' | 'author' | 'text' | 'deletedAt' | 'changedSeq'>

type Previews = Readonly<Record<string, Preview | 'asked'>>

const atOnceMax = 4

export const usePreviews = create<Previews>()(() => ({}))

export function usePreview(roomId: string): Preview | undefined {
  const known = usePreviews((state) => state[roomId])
  return known === 'asked' ? undefined : known
}

/** Rooms that are listed and whose newest line is not known yet. */
const waiting: string[] = []
let underWay = 0

/** Fetches a room's newest line, once; from then on events keep it new. */
export function wantPreview(roomId: string) {
  if (usePreviews.getState()[roomId] !== undefined) return
  usePreviews.setState({ [roomId]: 'asked' })
  waiting.push(roomId)
  void fetchNext()
}

export const forgetPreviews = () => {
  waiting.length = 0
  usePreviews.setState({}, true)
}

/** A link that was gone may have missed lines: what is listed is asked again. */
export const agePreviews = () => usePreviews.setState({}, true)

export function receiveBatch(batch: Batch) {
  if (!('upTo' in batch)) return
  for (const event of batch.events) {
    if (event.type === 'messagePosted') learn(event.message)
    // A change to a line that is not the one shown says nothing about the newest.
    if (event.type === 'messageChanged' && known(batch.roomId)?.id === event.message.id) learn(event.message)
  }
}

function known(roomId: string): Preview | undefined {
  const preview = usePreviews.getState()[roomId]
  return preview === 'asked' ? undefined : preview
}

function learn(message: Message) {
  const before = known(message.roomId)
  const isNews =
    !before || message.id > before.id || (message.id === before.id && message.changedSeq > before.changedSeq)
  if (isNews) usePreviews.setState({ [message.roomId]: message })
}

async function fetchNext() {
  const roomId = underWay < atOnceMax ? waiting.shift() : undefined
  if (roomId === undefined) return
  underWay++
  const answer = await request('GET', '/api/rooms/{roomId}/messages', {
    path: { roomId },
    query: { limit: 1 },
  }).catch(() => undefined)
  underWay--
  const newest = answer && 'value' in answer ? answer.value.messages[0] : undefined
  if (newest) learn(newest)
  void fetchNext()
}

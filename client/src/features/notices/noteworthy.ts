import type { Batch, Message } from '../../api/generated.ts'

export type Look = {
  readonly me: string
  readonly muted: readonly string[]
  /** The room on the screen of a page that has the focus. */
  readonly watchedId: string | undefined
}

/** The newest line of a live batch that the person would want to be told of, if there is one. */
export function noteworthy(batch: Batch, { me, muted, watchedId }: Look): Message | undefined {
  if (!('upTo' in batch) || batch.roomId === watchedId || muted.includes(batch.roomId)) return undefined
  return batch.events
    .flatMap((event) => (event.type === 'messagePosted' ? [event.message] : []))
    .findLast((message) => message.author.id !== me && !message.deletedAt)
}

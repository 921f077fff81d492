import type { Batch, Message, UserRef } from '../../api/generated.ts'
import { isFor } from '../../ui/mentions.ts'
import { loudnessOf, type NoticeSettings } from './notice-settings.ts'

export type Look = {
  readonly me: UserRef
  readonly settings: NoticeSettings
  /** The room on the screen of a page that has the focus. */
  readonly watchedId: string | undefined
}

/** The newest line of a live batch that the person would want to be told of, if there is one. */
export function noteworthy(batch: Batch, { me, settings, watchedId }: Look): Message | undefined {
  if (!('upTo' in batch) || batch.roomId === watchedId) return undefined
  const loudness = loudnessOf(settings, batch.roomId)
  if (loudness === 'none') return undefined
  return batch.events
    .flatMap((event) => (event.type === 'messagePosted' ? [event.message] : []))
    .findLast(
      (message) =>
        message.author.id !== me.id && !message.deletedAt && (loudness === 'all' || isFor(message.text, me)),
    )
}

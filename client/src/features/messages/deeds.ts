import { t } from '@lingui/core/macro'
import type { Answer } from '../../api/answer.ts'
import type { Message, Refusal, RefusalCode } from '../../api/generated.ts'
import type { Takes } from '../../api/hub.ts'
import { waitBefore } from '../../realtime/backoff.ts'
import { link, linkUpOr } from '../../realtime/the-link.ts'
import { learnMessage } from './timelines.ts'

const triesMax = 4

export const edit = (message: Message, text: string) =>
  settle('EditMessage', { roomId: message.roomId, id: message.id, text }, 'textUnchanged')

export const remove = (message: Pick<Message, 'roomId' | 'id'>) =>
  settle('DeleteMessage', { roomId: message.roomId, id: message.id })

export const react = (message: Message, emoji: string, on: boolean) =>
  settle('React', { roomId: message.roomId, id: message.id, emoji, on })

/**
 * Does it, again where the outcome is unknown, and learns the message as it now is. `doneCode` is the refusal that
 * on a repeat means that the first try worked.
 */
async function settle<N extends 'EditMessage' | 'DeleteMessage' | 'React'>(
  name: N,
  argument: Takes<N>,
  doneCode?: RefusalCode,
): Promise<Refusal | undefined> {
  for (let attempt = 1; attempt <= triesMax; attempt++) {
    const answer: Answer<Message> | undefined = await link.command(name, argument).catch(() => undefined)
    if (answer && 'value' in answer) {
      learnMessage(answer.value)
      return undefined
    }
    if (answer && attempt > 1 && answer.refusal.code === doneCode) return undefined
    if (answer && answer.refusal.code !== 'busy') return answer.refusal
    if (attempt < triesMax) await linkUpOr(waitBefore(attempt + 1, Math.random()))
  }
  return { code: 'busy', message: t`The server could not be reached.` }
}

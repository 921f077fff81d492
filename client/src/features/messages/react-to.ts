import { t } from '@lingui/core/macro'
import type { Message } from '../../api/generated.ts'
import { toast } from '../../ui/toasts.tsx'
import { react } from './deeds.ts'

/** Puts my reaction on the message, or takes it off. */
export async function toggleReaction(message: Message, emoji: string) {
  const isMine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine === true)
  const refusal = await react(message, emoji, !isMine)
  if (refusal) toast('failed', t`The reaction was not kept. ${refusal.message}`)
}

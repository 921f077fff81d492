import type { Message, MessageChanged, Reaction } from '../../api/generated.ts'

/**
 * The message with `mine` decided for every reaction. A live frame serves everyone and does not say it: I am among
 * the listed people, or, where the list is cut, as before, moved by what I did myself.
 */
export function knowMine(
  before: Message | undefined,
  message: Message,
  change: MessageChanged | undefined,
  me: string,
): Message {
  if (message.reactions.length === 0) return message
  const reactions = message.reactions.map((reaction) => ({
    ...reaction,
    mine: reaction.mine ?? isMine(before, reaction, change, me),
  }))
  return { ...message, reactions }
}

function isMine(
  before: Message | undefined,
  reaction: Reaction,
  change: MessageChanged | undefined,
  me: string,
): boolean {
  if (reaction.userIds.includes(me)) return true
  if (reaction.count <= reaction.userIds.length) return false
  if (change?.by === me && change.emoji === reaction.emoji) return change.change === 'reacted'
  return before?.reactions.some((one) => one.emoji === reaction.emoji && one.mine === true) ?? false
}

import { t } from '@lingui/core/macro'
import { useId, useState } from 'react'
import type { Message, Reaction } from '../../api/generated.ts'
import { toggleReaction } from './react-to.ts'
import { namesOf, useReactors } from './reactors.ts'

/** What people made of a message. Whoever stays at one of them is told who they are. */
export function ReactionBar({ message }: { readonly message: Message }) {
  return (
    <div className="flex flex-wrap gap-1.5 pt-0.5 pb-1 max-md:gap-x-2 max-md:gap-y-0 max-md:py-0">
      {message.reactions.map((reaction) => (
        <ReactionButton key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </div>
  )
}

type Props = { readonly message: Message; readonly reaction: Reaction }

function ReactionButton({ message, reaction: { emoji, count, mine } }: Props) {
  const id = useId()
  const [isAsked, setAsked] = useState(false)
  return (
    <button
      type="button"
      aria-pressed={mine === true}
      aria-label={mine ? t`${emoji} ${count}, with yours` : `${emoji} ${count}`}
      aria-describedby={isAsked ? id : undefined}
      onClick={() => void toggleReaction(message, emoji)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && setAsked(true)}
      onPointerLeave={() => setAsked(false)}
      onFocus={() => setAsked(true)}
      onBlur={() => setAsked(false)}
      className="group/reaction relative flex items-center max-md:min-h-11"
    >
      <span
        className={`flex h-[26px] items-center gap-1.5 rounded-xs border px-2 font-tell text-[.8125rem] max-md:h-[34px] max-md:px-2.5 max-md:text-[.9375rem] ${mine ? 'tint-10 border-primary text-primary' : 'border-line bg-panel text-muted group-hover/reaction:border-edge'}`}
      >
        <span className="emoji text-[.9375rem]">{emoji}</span>
        {count}
      </span>
      {isAsked && <People id={id} message={message} emoji={emoji} />}
    </button>
  )
}

function People({
  id,
  message,
  emoji,
}: {
  readonly id: string
  readonly message: Message
  readonly emoji: string
}) {
  const these = useReactors(message)?.find((one) => one.emoji === emoji)
  return (
    these && (
      <span
        id={id}
        role="tooltip"
        className="pointer-events-none absolute bottom-full left-0 z-2 mb-1 w-max max-w-72 rounded-sm border border-edge bg-overlay px-2.5 py-1.5 text-left text-[.8125rem] leading-5 text-text shadow-float max-md:hidden"
      >
        {namesOf(these)}
      </span>
    )
  )
}

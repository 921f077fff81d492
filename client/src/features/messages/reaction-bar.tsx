import type { Message } from '../../api/generated.ts'
import { toggleReaction } from './react-to.ts'

export function ReactionBar({ message }: { readonly message: Message }) {
  return (
    <div className="flex flex-wrap gap-1.5 pt-0.5 pb-1 max-md:gap-x-2 max-md:gap-y-0 max-md:py-0">
      {message.reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={mine === true}
          aria-label={`${emoji} ${count}${mine ? ', with yours' : ''}`}
          onClick={() => void toggleReaction(message, emoji)}
          className="group/reaction flex items-center max-md:min-h-11"
        >
          <span
            className={`flex h-[26px] items-center gap-1.5 rounded-xs border px-2 font-tell text-[.8125rem] max-md:h-[34px] max-md:px-2.5 max-md:text-[.9375rem] ${mine ? 'tint-10 border-primary text-primary' : 'border-line bg-panel text-muted group-hover/reaction:border-edge'}`}
          >
            <span className="emoji text-[.9375rem]">{emoji}</span>
            {count}
          </span>
        </button>
      ))}
    </div>
  )
}

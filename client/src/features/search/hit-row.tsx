import type { Hit } from '../../api/generated.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { personStyle } from '../../ui/person.ts'
import { clockTime, dayLabel, fullTime } from '../../ui/time.ts'

type Props = { readonly hit: Hit; readonly isOpen: boolean; readonly onPick: () => void }

/** One message that was found, with what matched. */
export function HitRow({ hit: { message, fragments }, isOpen, onPick }: Props) {
  return (
    <li>
      <button
        type="button"
        onClick={onPick}
        aria-current={isOpen ? 'true' : undefined}
        className={`ring-inside grid w-full grid-cols-[24px_minmax(0,1fr)] gap-x-2.5 border-b border-l-2 border-b-line py-2.5 pr-4 pl-3.5 text-left hover:bg-raised ${isOpen ? 'border-l-primary tint-12' : 'border-l-transparent'}`}
      >
        <Avatar name={message.author.username} className="row-span-2 size-6! text-[.75rem]!" />
        <span className="flex items-baseline justify-between gap-3 text-[.8125rem] leading-5">
          <span style={personStyle(message.author.username)} className="person min-w-0 truncate font-bold">
            {message.author.username}
          </span>
          <time
            dateTime={message.sentAt}
            title={fullTime(message.sentAt)}
            className="shrink-0 font-tell text-muted"
          >
            {dayLabel(message.sentAt)} at {clockTime(message.sentAt)}
          </time>
        </span>
        <span className="line-clamp-6 text-[.8125rem] leading-[19px] break-words text-text [overflow-wrap:anywhere]">
          {fragments.map(({ text, match }, index) =>
            match ? (
              <mark
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
                key={index}
                className="border-b border-accent bg-[color-mix(in_srgb,var(--accent)_20%,transparent)] text-accent"
              >
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
      </button>
    </li>
  )
}

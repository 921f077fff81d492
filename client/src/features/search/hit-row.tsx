import { t } from '@lingui/core/macro'
import type { Hit } from '../../api/generated.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { MarkedText } from '../../ui/marked-text.tsx'
import { personStyle } from '../../ui/person.ts'
import { unmarked } from '../../ui/reply.ts'
import { clockTime, dayLabel, fullTime } from '../../ui/time.ts'

type Props = {
  readonly hit: Hit
  /** Its room's name, where hits of several stand together. */
  readonly room: string | undefined
  readonly isOpen: boolean
  readonly onPick: () => void
}

/** One message that was found, with what matched. */
export function HitRow({ hit: { message, fragments }, room, isOpen, onPick }: Props) {
  return (
    <li>
      <button
        type="button"
        data-hit
        onClick={onPick}
        aria-current={isOpen ? 'true' : undefined}
        className={`ring-inside grid w-full grid-cols-[24px_minmax(0,1fr)] gap-x-2.5 border-b border-l-2 border-b-line py-2.5 pr-4 pl-3.5 text-left hover:bg-raised ${isOpen ? 'border-l-primary tint-12' : 'border-l-transparent'}`}
      >
        <Avatar name={message.author.username} className="row-span-3 size-6! text-[.75rem]!" />
        <span className="flex items-baseline justify-between gap-3 text-[.8125rem] leading-5">
          <span style={personStyle(message.author.username)} className="person min-w-0 truncate font-bold">
            {message.author.username}
          </span>
          <time
            dateTime={message.sentAt}
            title={fullTime(message.sentAt)}
            className="shrink-0 font-tell text-muted"
          >
            {t`${dayLabel(message.sentAt)} at ${clockTime(message.sentAt)}`}
          </time>
        </span>
        {room !== undefined && (
          <span className="col-start-2 truncate font-tell text-[.8125rem] leading-5 text-muted">#{room}</span>
        )}
        <span className="col-start-2 line-clamp-6 text-[.8125rem] leading-[19px] break-words text-text [overflow-wrap:anywhere]">
          <MarkedText
            pieces={fragments.map(({ text, match }) => ({ text: unmarked(text), isMatch: match }))}
          />
        </span>
      </button>
    </li>
  )
}

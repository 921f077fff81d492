import { t } from '@lingui/core/macro'
import { memo, useState } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { personStyle } from '../../ui/person.ts'
import { clockTime, fullTime } from '../../ui/time.ts'
import { showPerson } from '../../ui/whose-card.ts'
import { EditBox } from './edit-box.tsx'
import { editOf, useEditing } from './editing.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageText } from './message-text.tsx'
import { ReactionBar } from './reaction-bar.tsx'
import type { Line } from './rows.ts'
import { UnsentNote, UnsentSign, WaitNote } from './unsent-marks.tsx'
import type { Place } from './where.ts'

type Props = {
  readonly rowKey: string
  readonly line: Line
  readonly mayDelete: boolean
  /** It is the log's one Tab stop. */
  readonly isStop: boolean
  /** The wish that led here, if one did: the row is marked for a while. */
  readonly jumpedTo: Place | undefined
  readonly onChosen: (rowKey: string) => void
}

const layout =
  'ring-inside group/row relative grid border-l-2 pr-5 pl-[18px] max-md:pr-3 max-md:pl-3 ' +
  'grid-cols-[36px_minmax(0,80ch)] gap-x-3 hover:bg-raised/70 focus-within:bg-raised/70 ' +
  'tight:grid-cols-[44px_118px_minmax(0,80ch)] tight:gap-x-0 tight:pl-3.5 tight:text-[.875rem] tight:leading-5'

export const MessageRow = memo(Row, (one, other) => {
  const [a, b] = [one.line, other.line]
  return (
    one.mayDelete === other.mayDelete &&
    one.isStop === other.isStop &&
    one.jumpedTo === other.jumpedTo &&
    a.message === b.message &&
    a.unsent === b.unsent &&
    a.isFirst === b.isFirst
  )
})

function Row({ rowKey, line, mayDelete, isStop, jumpedTo, onChosen }: Props) {
  const { message, unsent, isFirst } = line
  const [isNear, setNear] = useState(false)
  const isEdited = useEditing((editing) => message !== undefined && editing.name === editOf(message))
  const hasFailed = unsent?.state === 'failed'

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only show the actions, which are buttons
    <div
      data-row={rowKey}
      tabIndex={isStop ? 0 : -1}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={() => {
        setNear(true)
        onChosen(rowKey)
      }}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || setNear(false)}
      className={`${layout} ${isFirst ? 'pt-2.5 tight:pt-1' : 'tight:pt-px'} ${tone(line)}`}
    >
      {jumpedTo && <JumpMark wish={jumpedTo} />}
      {isFirst ? <Head line={line} /> : <Gutter line={line} />}
      <div className="col-start-2 min-w-0 pb-[5px] tight:pb-0.5 text-[.9375rem] leading-[23px] max-md:leading-[22px] tight:col-start-3 tight:pl-3 tight:text-[.875rem] tight:leading-5">
        {message && isEdited ? <EditBox message={message} /> : <MessageText line={line} />}
        {message && message.reactions.length > 0 && <ReactionBar message={message} />}
        {unsent && hasFailed && <UnsentNote unsent={unsent} />}
        {unsent?.state === 'held' && <WaitNote unsent={unsent} />}
      </div>
      {message && !message.deletedAt && !isEdited && (
        <MessageActions message={message} isNear={isNear} isMine={line.isMine} mayDelete={mayDelete} />
      )}
    </div>
  )
}

/** What needs the person has a bar and a tint: that it failed, or that it speaks to them. */
function tone({ unsent, isForMe }: Line): string {
  if (unsent?.state === 'failed') return 'border-danger'
  return isForMe
    ? 'border-secondary bg-[color-mix(in_srgb,var(--secondary)_6%,transparent)]'
    : 'border-transparent'
}

/** Where a link or a hit has led: a tint that goes by itself. A new wish for the same row begins anew. */
function JumpMark({ wish }: { readonly wish: Place }) {
  const [shown, setShown] = useState({ wish, count: 0 })
  if (shown.wish !== wish) setShown({ wish, count: shown.count + 1 })
  return (
    <span
      key={shown.count}
      aria-hidden
      className="jumped pointer-events-none absolute inset-0 -left-0.5 border-l-2 border-primary tint-9"
    />
  )
}

/** Who and when. In the tight log both become columns of their own. */
function Head({ line }: { readonly line: Line }) {
  const { author, at, unsent, message, isMine } = line
  return (
    <>
      <Avatar name={author.username} className="row-span-2 tight:hidden" />
      <div className="flex h-[22px] min-w-0 items-baseline gap-2 leading-5 tight:contents">
        <button
          type="button"
          // With the keys: P on the row. A log full of names would be one of nothing but Tab stops.
          tabIndex={-1}
          onClick={() => showPerson(author)}
          style={personStyle(author.username)}
          title={author.username}
          className={`truncate text-left text-[.875rem] font-bold select-text hover:underline tight:col-start-2 tight:row-start-1 tight:self-start tight:pr-3 tight:text-right ${isMine ? 'text-strong' : 'person'}`}
        >
          {author.username}
        </button>
        <Time at={at} className="tight:col-start-1 tight:row-start-1" />
        {message?.editedAt && !message.deletedAt && (
          <span className="font-tell text-[.8125rem] text-muted tight:hidden">{t`(edited)`}</span>
        )}
        {unsent && (
          <span className="tight:hidden">
            <UnsentSign unsent={unsent} hasWord />
          </span>
        )}
      </div>
    </>
  )
}

/** The column of the avatars in a group's later lines: the time when one looks, or the sign of a line on its way. */
function Gutter({ line }: { readonly line: Line }) {
  return (
    <div className="col-start-1 flex justify-end pt-px tight:row-start-1 tight:justify-start">
      {line.unsent ? (
        <UnsentSign unsent={line.unsent} />
      ) : (
        <Time
          at={line.at}
          className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100"
        />
      )}
    </div>
  )
}

function Time({ at, className }: { readonly at: string; readonly className: string }) {
  return (
    <time
      dateTime={at}
      title={fullTime(at)}
      className={`relative font-tell text-[.8125rem] whitespace-nowrap text-muted ${className}`}
    >
      {clockTime(at)}
      {/* What the mouse is told by the title. */}
      <span className="absolute bottom-full left-0 z-2 hidden rounded-xs border border-edge bg-overlay px-2 py-1 text-text shadow-float group-focus-visible/row:block">
        {fullTime(at)}
      </span>
    </time>
  )
}

import { t } from '@lingui/core/macro'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { DayDivider, NewDivider } from './dividers.tsx'
import { FirstUnreadButton, JumpButton } from './jump-button.tsx'
import { MessageRow } from './message-row.tsx'
import { RoomStart } from './room-start.tsx'
import type { Row } from './rows.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { useRowKeys } from './use-row-keys.ts'
import { type OnSeen, useSeen } from './use-seen.ts'
import type { Place } from './where.ts'

type Scroller = Virtualizer<HTMLDivElement, Element>

type Props = {
  readonly roomId: string
  readonly roomName: string
  /** What was said before its beginning has been removed. */
  readonly isTrimmed: boolean
  readonly rows: readonly Row[]
  readonly place: Place
  readonly seq: number
  readonly hasNewer: boolean
  readonly unread: number
  readonly mayDelete: boolean
  readonly onSeen: OnSeen
  readonly onLookedAway: () => void
  readonly onLatest: () => void
  /** Of whoever has passed over what is new: it begins behind this seq. */
  readonly passedAfter: number | undefined
  readonly onFirstUnread: () => void
}

/** The talk of one room, drawn only where one looks. The virtualizer alone moves the scroll. */
export function MessageLog({
  roomId,
  roomName,
  isTrimmed,
  rows,
  place,
  seq,
  hasNewer,
  unread,
  mayDelete,
  passedAfter,
  ...tell
}: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { virtualizer, isAtEnd } = useLogScroll({ roomId, rows, scroller, place, hasNewer })
  const keys = useRowKeys(rows, virtualizer, scroller)
  useSeen({ rows, virtualizer, scroller, isAtEnd, seq, onSeen: tell.onSeen, onLookedAway: tell.onLookedAway })

  const passed = passedAfter === undefined ? undefined : newLineFrom(passedAfter, rows, virtualizer)

  return (
    <div className="relative min-h-0 grow">
      {passed && <FirstUnreadButton isAbove={passed === 'above'} onJump={tell.onFirstUnread} />}
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t`Messages in #${roomName}`}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
        className="flex h-full flex-col overflow-x-hidden overflow-y-auto overscroll-none [overflow-anchor:none]"
      >
        {/* The rule of the tight log, from top to bottom. */}
        <div
          className="relative mt-auto w-full shrink-0 before:absolute before:inset-y-0 before:left-[178px] before:hidden before:w-px before:bg-line tight:before:block"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index]
            return (
              row && (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  // Not by a transform: of rows that were moved so, Chromium leaves some unpainted until the log is scrolled.
                  className="absolute left-0 w-full hover:z-1 focus-within:z-1"
                  style={{ top: start }}
                >
                  <RowBody
                    row={row}
                    roomName={roomName}
                    isTrimmed={isTrimmed}
                    mayDelete={mayDelete}
                    target={place}
                    isStop={row.key === keys.stop}
                    onChosen={keys.onRowFocus}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
      {!isAtEnd && <JumpButton count={unread} onJump={tell.onLatest} />}
    </div>
  )
}

/** Where the line NEW MESSAGES is from what is on the screen; undefined where that is. */
function newLineFrom(newAfter: number, rows: readonly Row[], log: Scroller) {
  const top = log.scrollOffset ?? 0
  const bottom = top + (log.scrollRect?.height ?? 0)
  const onScreen = log.getVirtualItems().filter(({ start, end }) => end > top && start < bottom)
  const shown = onScreen.flatMap(({ index }) => rows[index] ?? [])
  if (shown.some((row) => row.kind === 'new')) return undefined
  const isAbove = shown.some((row) => row.kind === 'line' && (row.line.message?.id ?? 0) > newAfter)
  return isAbove ? 'above' : 'below'
}

type BodyProps = {
  readonly row: Row
  readonly roomName: string
  readonly isTrimmed: boolean
  readonly mayDelete: boolean
  readonly target: Place
  readonly isStop: boolean
  readonly onChosen: (rowKey: string) => void
}

function RowBody({ row, roomName, isTrimmed, target, ...rest }: BodyProps) {
  switch (row.kind) {
    case 'line':
      return (
        <MessageRow
          rowKey={row.key}
          line={row.line}
          jumpedTo={target.at === row.line.message?.id ? target : undefined}
          {...rest}
        />
      )
    case 'day':
      return <DayDivider at={row.at} />
    case 'new':
      return <NewDivider />
    case 'start':
      return <RoomStart roomName={roomName} isEmpty={row.isEmpty} isTrimmed={isTrimmed} />
  }
}

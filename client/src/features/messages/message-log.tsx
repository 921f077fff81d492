import { useRef } from 'react'
import { dayLabel } from '../../ui/time.ts'
import { JumpButton } from './jump-button.tsx'
import { MessageRow } from './message-row.tsx'
import { RoomStart } from './room-start.tsx'
import type { Row } from './rows.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { useRowKeys } from './use-row-keys.ts'

type Props = {
  readonly roomId: string
  readonly roomName: string
  readonly rows: readonly Row[]
  /** Grows with every line the person says: their own line is always worth seeing. */
  readonly saidCount: number
  readonly mayDelete: boolean
}

/** The talk of one room, drawn only where one looks. The virtualizer alone moves the scroll. */
export function MessageLog({ roomId, roomName, rows, saidCount, mayDelete }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { virtualizer, newCount, isAtEnd } = useLogScroll(roomId, rows, scroller, saidCount)
  const keys = useRowKeys(rows, virtualizer, scroller)

  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={`Messages in #${roomName}`}
        onKeyDown={keys.onKeyDown}
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
                  className="absolute top-0 left-0 w-full hover:z-1 focus-within:z-1"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <RowBody
                    row={row}
                    roomName={roomName}
                    mayDelete={mayDelete}
                    isStop={row.key === keys.stop}
                    onChosen={keys.onRowFocus}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
      {!isAtEnd && <JumpButton count={newCount} onJump={() => virtualizer.scrollToEnd()} />}
    </div>
  )
}

type BodyProps = {
  readonly row: Row
  readonly roomName: string
  readonly mayDelete: boolean
  readonly isStop: boolean
  readonly onChosen: (rowKey: string) => void
}

function RowBody({ row, roomName, ...rest }: BodyProps) {
  switch (row.kind) {
    case 'line':
      return <MessageRow rowKey={row.key} line={row.line} {...rest} />
    case 'day':
      return <DayDivider at={row.at} />
    case 'start':
      return <RoomStart roomName={roomName} isEmpty={row.isEmpty} />
  }
}

function DayDivider({ at }: { readonly at: string }) {
  const rule = 'h-px grow bg-line'
  return (
    <div className="flex items-center gap-3 relative bg-app px-5 pt-4 pb-1 font-tell text-[.875rem] text-muted max-md:px-3">
      <span aria-hidden className={rule} />
      <span className="uppercase">{dayLabel(at)}</span>
      <span aria-hidden className={rule} />
    </div>
  )
}

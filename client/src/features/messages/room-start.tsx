import { t } from '@lingui/core/macro'

type Props = {
  readonly roomName: string
  readonly isEmpty: boolean
  /** What was said before has been removed. */
  readonly isTrimmed: boolean
}

/** The top of a room's talk; in a room where nothing has been said, all there is. */
export function RoomStart({ roomName, isEmpty, isTrimmed }: Props) {
  return (
    <div className="relative bg-app px-5 pt-6 pb-2 max-md:px-3">
      <h2 className="font-head text-[1.75rem] leading-tight tracking-[.06em] break-words text-strong">
        <span className="text-primary">#</span>
        {roomName}
      </h2>
      <p className="max-w-[80ch] text-[.9375rem] leading-6 text-muted">{startWords(isEmpty, isTrimmed)}</p>
    </div>
  )
}

function startWords(isEmpty: boolean, isTrimmed: boolean) {
  if (isTrimmed)
    return isEmpty
      ? t`What was said here was too old to be kept, and is removed. The next line is yours.`
      : t`What was said before this was too old to be kept, and is removed.`
  return isEmpty
    ? t`Nothing said yet. The first line is yours; whoever joins can read it.`
    : t`Here the room begins. Whoever joins can read everything from here on.`
}

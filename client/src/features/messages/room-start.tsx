import { t } from '@lingui/core/macro'
/** The top of a room's talk; in a room where nothing has been said, all there is. */
export function RoomStart({ roomName, isEmpty }: { readonly roomName: string; readonly isEmpty: boolean }) {
  return (
    <div className="relative bg-app px-5 pt-6 pb-2 max-md:px-3">
      <h2 className="font-head text-[1.75rem] leading-tight tracking-[.06em] break-words text-strong">
        <span className="text-primary">#</span>
        {roomName}
      </h2>
      <p className="max-w-[80ch] text-[.9375rem] leading-6 text-muted">
        {isEmpty
          ? t`Nothing said yet. The first line is yours; whoever joins can read it.`
          : t`Here the room begins. Whoever joins can read everything from here on.`}
      </p>
    </div>
  )
}

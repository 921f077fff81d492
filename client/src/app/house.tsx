import { lazy, Suspense } from 'react'
import type { MemberRoom } from '../api/generated.ts'
import { remove } from '../features/messages/deeds.ts'
import { part } from '../ui/part.ts'
import { endReport, useReporting } from '../ui/reporting.ts'

const HouseDialog = lazy(
  part(async () => ({ default: (await import('../features/moderation/house-dialog.tsx')).HouseDialog })),
)
const ReportDialog = lazy(
  part(async () => ({ default: (await import('../features/moderation/report-dialog.tsx')).ReportDialog })),
)

type Props = {
  readonly room: MemberRoom
  readonly isOpen: boolean
  readonly onShow: (messageId: number) => void
  readonly onClose: () => void
}

/** What an owner looks after, and what a member tells them. The code comes when it is first needed. */
export function House({ room, isOpen, onShow, onClose }: Props) {
  const { message } = useReporting()
  return (
    <Suspense fallback={null}>
      {isOpen && room.role === 'owner' && (
        <HouseDialog
          room={room}
          onShow={(id) => {
            onClose()
            onShow(id)
          }}
          onDelete={(id) => remove({ roomId: room.id, id })}
          onClose={onClose}
        />
      )}
      {message?.roomId === room.id && <ReportDialog message={message} onClose={endReport} />}
    </Suspense>
  )
}

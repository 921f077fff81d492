import { t } from '@lingui/core/macro'
import { useState } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { AuditList } from './audit-list.tsx'
import { BanList } from './ban-list.tsx'
import { KeepDays } from './keep-days.tsx'
import { ReportList } from './report-list.tsx'
import { SlowMode } from './slow-mode.tsx'

type Props = {
  readonly room: MemberRoom
  /** Takes the owner to the message. */
  readonly onShow: (messageId: number) => void
  readonly onDelete: (messageId: number) => Promise<unknown>
  readonly onClose: () => void
}

type Part = 'reports' | 'slow' | 'keep' | 'bans' | 'audit'

/** What an owner looks after: what was reported, how fast one may speak, how long it is kept, who may not come, what was done. */
export function HouseDialog({ room, onShow, onDelete, onClose }: Props) {
  const [shown, show] = useState<Part>('reports')
  const parts = { reports: t`Reports`, slow: t`Slow mode`, keep: t`Kept for`, bans: t`Bans`, audit: t`Audit` }
  return (
    <Dialog title={t`Moderation of #${room.name}`} size="wide" onClose={onClose}>
      <Choice label={t`Show`} value={shown} options={parts} onPick={show} />
      <div className="mt-4 max-h-[55vh] min-h-48 overflow-y-auto">
        {shown === 'reports' && <ReportList roomId={room.id} onShow={onShow} onDelete={onDelete} />}
        {shown === 'slow' && <SlowMode room={room} />}
        {shown === 'keep' && <KeepDays room={room} />}
        {shown === 'bans' && <BanList roomId={room.id} />}
        {shown === 'audit' && <AuditList roomId={room.id} />}
      </div>
    </Dialog>
  )
}

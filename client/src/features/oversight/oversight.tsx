import { t } from '@lingui/core/macro'
import { LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { Blank } from '../../ui/blank.tsx'
import { Choice } from '../../ui/choice.tsx'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { RowsLoading } from '../../ui/rows-loading.tsx'
import { ActList } from './act-list.tsx'
import { useWhether } from './lists.ts'
import { NodeList } from './node-list.tsx'
import { PeopleList } from './people-list.tsx'
import { ReportQueue } from './report-queue.tsx'
import { RoomList } from './room-list.tsx'

export const oversightParts = ['nodes', 'rooms', 'people', 'reports', 'audit'] as const
export type OversightPart = (typeof oversightParts)[number]

type Props = {
  readonly shown: OversightPart
  readonly onShow: (part: OversightPart) => void
  /** A link of the page to a room or a message. */
  readonly link: (path: string, children: ReactNode) => ReactNode
  readonly actions: ReactNode
}

/** What whoever looks after the place sees of it; anybody else, that it is not theirs. */
export function Oversight({ shown, onShow, link, actions }: Props) {
  const whether = useWhether()
  if (whether.isError) return <PaneFailed what={t`Administration`} onRetry={() => void whether.refetch()} />
  if (!whether.data) return <RowsLoading label={t`Loading…`} row="h-9 px-4" />
  if (!whether.data.administrator)
    return (
      <Blank icon={LockKeyhole} title={t`For administrators`} actions={actions}>
        {t`Only whoever looks after this place may see it as a whole.`}
      </Blank>
    )
  const names = {
    nodes: t`Nodes`,
    rooms: t`Rooms`,
    people: t`People`,
    reports: t`Reports`,
    audit: t`Audit`,
  }
  return (
    <div className="mx-auto w-full max-w-[60rem] p-4 md:p-6">
      <h1 className="mb-4 font-head text-[1.75rem] leading-none tracking-[.06em] text-strong">{t`Administration`}</h1>
      <Choice label={t`Show`} value={shown} options={names} onPick={onShow} />
      <div className="mt-5">
        {shown === 'nodes' && <NodeList />}
        {shown === 'rooms' && <RoomList link={link} />}
        {shown === 'people' && <PeopleList />}
        {shown === 'reports' && <ReportQueue link={link} />}
        {shown === 'audit' && <ActList link={link} />}
      </div>
    </div>
  )
}

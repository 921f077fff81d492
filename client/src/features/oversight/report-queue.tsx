import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import type { OverseenReport } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { Reasons } from '../../ui/reasons.tsx'
import { clockTime, dayLabel } from '../../ui/time.ts'
import { toast } from '../../ui/toasts.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { closeReports, forgetReports, useAllReports } from './lists.ts'

type Props = { readonly link: (path: string, children: ReactNode) => ReactNode }

/** Reported messages of all rooms: whoever has waited longest first, or those that were looked at. */
export function ReportQueue({ link }: Props) {
  const [state, show] = useState<'open' | 'closed'>('open')
  const list = useAllReports(state === 'closed')
  const reported = list.data?.pages.flatMap((page) => page.messages) ?? []
  return (
    <>
      <Choice
        label={t`Which reports`}
        value={state}
        options={{ open: t`Waiting`, closed: t`Looked at` }}
        onPick={show}
      />
      <div className="mt-3">
        <PagedList
          label={t`Reports`}
          none={state === 'open' ? t`Nothing is reported.` : t`Nothing was looked at yet.`}
          list={list}
          count={reported.length}
        >
          {reported.map((one) => (
            <ReportRow key={`${one.message.roomId} ${one.message.id}`} reported={one} link={link} />
          ))}
        </PagedList>
      </div>
    </>
  )
}

function ReportRow({ reported, link }: Props & { readonly reported: OverseenReport }) {
  const { roomName, message, count, reports, closedAt, closedBy } = reported
  const { isBusy, ask } = useAsk()

  async function close() {
    if (!(await ask(() => closeReports(message.roomId, message.id))))
      toast('failed', t`The report is still open. Try again.`)
    await forgetReports()
  }

  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap gap-x-2 font-tell text-[.875rem] text-muted">
        <span className="text-strong">{message.author.username}</span>
        {link(`/rooms/${message.roomId}/${message.id}`, <span dir="auto">{`#${roomName}`}</span>)}
        <span>
          {dayLabel(message.sentAt)} {clockTime(message.sentAt)} · {t`reported ${count} ×`}
        </span>
      </p>
      <p dir="auto" className="mt-1 line-clamp-3 [overflow-wrap:anywhere]">
        {message.deletedAt ? t`message deleted` : message.text}
      </p>
      <Reasons reports={reports} />
      {closedAt ? (
        <p className="mt-1 text-[.8125rem] leading-5 text-muted">
          {t`looked at by ${closedBy?.username ?? t`somebody`}, ${dayLabel(closedAt)} ${clockTime(closedAt)}`}
        </p>
      ) : (
        <Button size="small" className="mt-2" isBusy={isBusy} onClick={() => void close()}>
          {isBusy ? t`Closing…` : t`Mark as looked at`}
        </Button>
      )}
    </li>
  )
}

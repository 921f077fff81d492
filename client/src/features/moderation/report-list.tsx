import { t } from '@lingui/core/macro'
import type { ReportedMessage } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { Reasons } from '../../ui/reasons.tsx'
import { clockTime, dayLabel } from '../../ui/time.ts'
import { toast } from '../../ui/toasts.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { closeReports } from './acts.ts'
import { forgetLists, useReports } from './lists.ts'

type Props = {
  readonly roomId: string
  readonly onShow: (messageId: number) => void
  readonly onDelete: (messageId: number) => Promise<unknown>
}

/** What members reported and nobody has looked after, the newest message first. */
export function ReportList({ roomId, onShow, onDelete }: Props) {
  const list = useReports(roomId)
  const reported = list.data?.pages.flatMap((page) => page.messages) ?? []
  return (
    <PagedList label={t`Reports`} none={t`Nothing is reported.`} list={list} count={reported.length}>
      {reported.map((one) => (
        <ReportRow key={one.message.id} reported={one} onShow={onShow} onDelete={onDelete} />
      ))}
    </PagedList>
  )
}

type RowProps = Omit<Props, 'roomId'> & { readonly reported: ReportedMessage }

function ReportRow({ reported, onShow, onDelete }: RowProps) {
  const { message, count, reports } = reported
  const { isBusy, ask } = useAsk()

  async function close() {
    if (!(await ask(() => closeReports(message.roomId, message.id))))
      toast('failed', t`The report is still open. Try again.`)
    await forgetLists(message.roomId)
  }

  async function remove() {
    if (await onDelete(message.id)) toast('failed', t`The message is still there. Try again.`)
    await forgetLists(message.roomId)
  }

  return (
    <li className="border-b border-line py-3">
      <p className="font-tell text-[.875rem] text-muted">
        <span className="text-strong">{message.author.username}</span> {dayLabel(message.sentAt)}{' '}
        {clockTime(message.sentAt)} · {t`reported ${count} ×`}
      </p>
      <p dir="auto" className="mt-1 line-clamp-3 [overflow-wrap:anywhere]">
        {message.text}
      </p>
      <Reasons reports={reports} />
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" onClick={() => onShow(message.id)}>{t`Show`}</Button>
        <Button size="small" kind="danger" onClick={() => void remove()}>{t`Delete message`}</Button>
        <Button size="small" isBusy={isBusy} onClick={() => void close()}>
          {isBusy ? t`Closing…` : t`It is fine`}
        </Button>
      </div>
    </li>
  )
}

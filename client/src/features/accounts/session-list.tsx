import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../api/answer.ts'
import type { Session } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched, queries } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { age, fullTime } from '../../ui/time.ts'
import { toast } from '../../ui/toasts.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { useNow } from '../../ui/use-now.ts'
import { deviceName } from './device-name.ts'

export const sessionsKey = ['sessions']

/** Where the person is logged in, and the way to end what they do not know. */
export function SessionList() {
  const list = useQuery({
    queryKey: sessionsKey,
    queryFn: () => fetched(request('GET', '/api/auth/sessions')),
    staleTime: 0,
  })
  const now = useNow(30_000)
  if (list.isError) return <PaneFailed what={t`Sessions`} onRetry={() => void list.refetch()} />
  const others = list.data?.filter((session) => !session.current) ?? []
  return (
    <div className="grid gap-3">
      <ul aria-label={t`Sessions`} className="grid gap-2">
        {list.data?.map((session) => (
          <SessionRow key={session.id} session={session} now={now} />
        ))}
      </ul>
      {others.length > 1 && <EndOthers count={others.length} />}
    </div>
  )
}

function SessionRow({ session, now }: { readonly session: Session; readonly now: number }) {
  const { isBusy, end } = useEnding(
    () => request('DELETE', '/api/auth/sessions/{id}', { path: { id: session.id } }),
    t`The session has ended.`,
  )
  return (
    <li className="flex min-h-14 items-center gap-3 rounded-xs border border-line bg-panel px-3 py-2">
      <div className="min-w-0 grow">
        <p className="truncate text-[.875rem] leading-5 text-strong" title={session.device}>
          {deviceName(session.device)}
        </p>
        <p className="truncate font-tell text-[.8125rem] text-muted">
          {session.address && `${session.address} · `}
          <time dateTime={session.lastUsedAt} title={fullTime(session.lastUsedAt)}>
            {session.current ? 'now' : t`last used ${age(session.lastUsedAt, now)}`}
          </time>
        </p>
      </div>
      {session.current ? (
        <span className="shrink-0 font-tell text-[.875rem] text-ok">{t`this one`}</span>
      ) : (
        <Button size="small" isBusy={isBusy} onClick={end}>
          {isBusy ? t`Ending…` : t`End`}
          <span className="sr-only"> {deviceName(session.device)}</span>
        </Button>
      )}
    </li>
  )
}

function EndOthers({ count }: { readonly count: number }) {
  const { isBusy, end } = useEnding(
    () => request('DELETE', '/api/auth/sessions'),
    t`All other sessions have ended.`,
  )
  return (
    <Button kind="danger" isBusy={isBusy} onClick={end} className="justify-self-start">
      {isBusy ? t`Ending…` : t`End all ${count} others`}
    </Button>
  )
}

function useEnding(remove: () => Promise<Answer<unknown>>, done: string) {
  const { isBusy, ask } = useAsk()
  async function end() {
    const ended = await ask(async () => {
      const answer = await remove()
      // Somebody, or an earlier try, was faster.
      return 'refusal' in answer && answer.refusal.code === 'sessionNotFound' ? { value: undefined } : answer
    })
    toast(ended ? 'done' : 'failed', ended ? done : t`It goes on: the server could not be reached.`)
    await queries.invalidateQueries({ queryKey: sessionsKey })
  }
  return { isBusy, end: () => void end() }
}

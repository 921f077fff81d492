import { t } from '@lingui/core/macro'
import type { Ban } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { fullDay } from '../../ui/time.ts'
import { toast } from '../../ui/toasts.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { liftBan } from './acts.ts'
import { forgetLists, useBans } from './lists.ts'

/** Who may not join, the latest first. */
export function BanList({ roomId }: { readonly roomId: string }) {
  const list = useBans(roomId)
  const bans = list.data?.pages.flatMap((page) => page.bans) ?? []
  return (
    <PagedList label={t`Bans`} none={t`Nobody is banned.`} list={list} count={bans.length}>
      {bans.map((one) => (
        <BanRow key={one.user.id} roomId={roomId} ban={one} />
      ))}
    </PagedList>
  )
}

function BanRow({ roomId, ban }: { readonly roomId: string; readonly ban: Ban }) {
  const { isBusy, ask } = useAsk()
  const { user, at, reason } = ban

  async function lift() {
    if (await ask(() => liftBan(roomId, user.id))) toast('done', t`${user.username} may join again.`)
    else toast('failed', t`${user.username} is still banned. Try again.`)
    await forgetLists(roomId)
  }

  return (
    <li className="flex min-h-12 items-center gap-3 border-b border-line py-2">
      <div className="min-w-0 grow">
        <p className="truncate font-tell text-strong">{user.username}</p>
        <p dir="auto" className="text-[.8125rem] leading-5 break-words text-muted">
          {fullDay(at)}
          {reason && ` · ${reason}`}
        </p>
      </div>
      <Button size="small" isBusy={isBusy} onClick={() => void lift()}>
        {isBusy ? t`Lifting…` : t`Lift ban`}
        <span className="sr-only"> {user.username}</span>
      </Button>
    </li>
  )
}

import { plural, t } from '@lingui/core/macro'
import { Search } from 'lucide-react'
import { Blank } from '../../ui/blank.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { HitRow } from './hit-row.tsx'
import type { useSearch } from './use-search.ts'

type Props = {
  readonly asked: string
  readonly search: ReturnType<typeof useSearch>
  readonly openId: number | undefined
  readonly openRoomId: string
  /** Given where hits of several rooms stand together. */
  readonly roomNameOf: ((roomId: string) => string | undefined) | undefined
  readonly onPick: (roomId: string, messageId: number) => void
}

/** How many there are, each of them, and what to do where there are none. */
export function Results({ asked, search, openId, openRoomId, roomNameOf, onPick }: Props) {
  const { hits, failure } = search
  return (
    <>
      <Count search={search} isAsked={asked !== ''} />
      <div className="min-h-0 grow overflow-y-auto">
        {failure && asked !== '' ? (
          <Failure failure={failure} onRetry={search.again} />
        ) : (
          <ul aria-label={t`Results`}>
            {hits.map((hit) => (
              <HitRow
                key={`${hit.message.roomId} ${hit.message.id}`}
                hit={hit}
                room={roomNameOf?.(hit.message.roomId)}
                isOpen={hit.message.id === openId && hit.message.roomId === openRoomId}
                onPick={() => onPick(hit.message.roomId, hit.message.id)}
              />
            ))}
          </ul>
        )}
        {asked !== '' && search.isFresh && hits.length === 0 && (
          <Blank icon={Search} title={t`Nothing for “${asked}”`}>
            {t`Every word must match, as a word or as a part of one. Fewer words may help.`}
          </Blank>
        )}
        {search.hasMore && (
          <button
            type="button"
            disabled={search.isMoreComing}
            onClick={search.more}
            className="ring-inside min-h-11 w-full px-4 text-left font-tell text-[.9375rem] text-primary underline underline-offset-4"
          >
            {search.isMoreComing ? t`Loading…` : t`Show older results`}
          </button>
        )}
        {hits.length > 0 && !search.hasMore && search.isFresh && (
          <p className="px-4 py-4 font-tell text-[.8125rem] text-muted">{t`END OF RESULTS`}</p>
        )}
      </div>
    </>
  )
}

type FailureProps = {
  readonly failure: NonNullable<Props['search']['failure']>
  readonly onRetry: () => void
}

/** A filter that cannot be is the person's to mend; for all else another try may do. */
function Failure({ failure, onRetry }: FailureProps) {
  if (failure === 'unreachable' || failure.code !== 'invalid')
    return (
      <>
        <PaneFailed what={t`Results`} onRetry={onRetry} />
        {failure !== 'unreachable' && <p className="px-4 text-[.875rem] text-muted">{failure.message}</p>}
      </>
    )
  return (
    <div className="p-3">
      <Notice title={t`This search cannot be.`}>{failure.message}</Notice>
    </div>
  )
}

function Count({ search, isAsked }: { readonly search: Props['search']; readonly isAsked: boolean }) {
  const count = search.hits.length
  const found = search.hasMore
    ? t`${count} or more results, newest first`
    : plural(count, { one: '# result, newest first', other: '# results, newest first' })
  const words = !isAsked ? t`Words, or parts of them` : search.isBusy && count === 0 ? t`Searching…` : found
  return (
    <p
      role="status"
      className="mt-1 flex shrink-0 justify-between border-b border-line px-4 py-2.5 font-tell text-[.8125rem] text-muted"
    >
      {words}
      {count > 0 && (
        <span aria-hidden className="max-md:hidden">
          j k ↵
        </span>
      )}
    </p>
  )
}

import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { PaneFailed } from './pane-failed.tsx'
import { RowsLoading } from './rows-loading.tsx'

type Props = {
  readonly label: string
  /** Said where there is nothing. */
  readonly none: string
  readonly list: {
    readonly isError: boolean
    readonly isSuccess: boolean
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly refetch: () => unknown
    readonly fetchNextPage: () => unknown
  }
  readonly count: number
  readonly children: ReactNode
}

/** A list that comes page by page. */
export function PagedList({ label, none, list, count, children }: Props) {
  if (list.isError && count === 0) return <PaneFailed what={label} onRetry={() => void list.refetch()} />
  return (
    <>
      <ul aria-label={label} className="text-[.9375rem] leading-6">
        {children}
      </ul>
      {!list.isSuccess && !list.isError && <RowsLoading label={t`Loading…`} row="h-9" />}
      {list.isSuccess && count === 0 && <p className="font-tell text-[.9375rem] text-muted">{none}</p>}
      {list.hasNextPage && (
        <button
          type="button"
          onClick={() => void list.fetchNextPage()}
          className="min-h-11 w-full text-left font-tell text-[.9375rem] text-primary underline underline-offset-4"
        >
          {list.isFetchingNextPage ? t`Loading…` : t`Show more`}
        </button>
      )}
    </>
  )
}

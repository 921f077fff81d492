import { t } from '@lingui/core/macro'
import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Wordmark } from '../../ui/wordmark.tsx'

type Props = {
  readonly title: string
  readonly submit: string
  readonly busyLabel: string
  readonly isBusy: boolean
  readonly onSubmit: (form: FormData) => void
  readonly children: ReactNode
  readonly below: ReactNode
}

/** The page before one is in: the wordmark, one card, one way to the other page. */
export function AuthFrame({ title, submit, busyLabel, isBusy, onSubmit, children, below }: Props) {
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!isBusy) onSubmit(new FormData(event.currentTarget))
  }

  return (
    <main className="stage flex min-h-0 grow flex-col overflow-y-auto px-4">
      <div className="m-auto flex w-full max-w-[25rem] flex-col items-center py-8">
        <Wordmark className="text-[4rem]" />
        <p className="mt-2 mb-8 font-label text-[.5rem] text-muted">{t`LEAD·THE·DISCUSSION`}</p>
        <form
          onSubmit={send}
          noValidate
          className="flex w-full flex-col gap-5 rounded-sm border border-line bg-panel p-7 max-md:p-5"
        >
          <h1 className="font-head text-[1.75rem] leading-none tracking-[.06em] text-strong">{title}</h1>
          {children}
          <Button type="submit" kind="primary" isBusy={isBusy} className="mt-1 min-h-11">
            {isBusy ? busyLabel : submit}
          </Button>
        </form>
        <p className="mt-6 text-[.875rem] text-muted">{below}</p>
      </div>
    </main>
  )
}

export const frameLink = 'text-primary underline underline-offset-4 hover:brightness-112'

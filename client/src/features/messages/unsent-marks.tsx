import { t } from '@lingui/core/macro'
import { CircleAlert, Clock, WifiOff } from 'lucide-react'
import { useLink } from '../../realtime/the-link.ts'
import { isThumb } from '../../ui/is-thumb.ts'
import { useNow } from '../../ui/use-now.ts'
import { wishToWrite } from './answering.ts'
import { setDraft, useDrafts } from './drafts.ts'
import type { Unsent } from './outbox.ts'
import { sayAgain, takeBack } from './outbox-store.ts'

type SignProps = { readonly unsent: Unsent; readonly hasWord?: boolean }

/** On its way, or waiting for the link. It stands where nothing moves when it goes. */
export function UnsentSign({ unsent, hasWord = false }: SignProps) {
  const isUp = useLink().at === 'up'
  if (unsent.state === 'failed' || unsent.state === 'held') return null
  const Icon = isUp ? Clock : WifiOff
  return (
    <span
      className={`inline-flex items-center gap-1.5 self-center font-tell text-[.8125rem] text-muted ${isUp ? 'late' : ''}`}
    >
      <Icon className="size-[13px]" aria-hidden />
      {hasWord && !isUp ? t`queued` : <span className="sr-only">{isUp ? t`sending` : t`queued`}</span>}
    </span>
  )
}

const action = 'min-h-6 underline underline-offset-4 hover:text-strong max-md:min-h-11'

/** Why it was not sent, and the three ways on. */
export function UnsentNote({ unsent }: { readonly unsent: Unsent }) {
  const { clientId, refusal } = unsent
  return (
    <div
      data-deeds
      className="flex flex-wrap items-center gap-x-3 font-tell text-[.875rem] leading-6 text-muted"
    >
      <span role="alert" className="flex items-center gap-1.5 text-danger">
        <CircleAlert className="size-3.5" aria-hidden />
        {t`Not sent.`} {refusal?.message}
      </span>
      <button
        type="button"
        className={`${action} text-primary`}
        onClick={(event) => {
          // The buttons go: whoever stands on one stays at the line.
          event.currentTarget.closest<HTMLElement>('[data-row]')?.focus()
          sayAgain(clientId)
        }}
      >
        {t`Retry`}
      </button>
      <button type="button" className={action} onClick={() => takeToComposer(unsent)}>
        {t`Edit`}
      </button>
      <button type="button" className={action} onClick={() => discard(clientId)}>
        {t`Discard`}
      </button>
    </div>
  )
}

/** The server asked to wait: the line goes out by itself, and the person sees when. */
export function WaitNote({ unsent }: { readonly unsent: Unsent }) {
  const now = useNow(500)
  const seconds = Math.max(1, Math.ceil(((unsent.until ?? now) - now) / 1000))
  return (
    <div
      data-deeds
      className="flex flex-wrap items-center gap-x-3 font-tell text-[.875rem] leading-6 text-accent"
    >
      <span role="status" className="flex items-center gap-1.5">
        <Clock className="size-3.5" aria-hidden />
        {unsent.isSlow ? t`Slow mode: goes out in ${seconds} s.` : t`Too fast: goes out in ${seconds} s.`}
      </span>
      <button type="button" className={`${action} text-muted`} onClick={() => takeToComposer(unsent)}>
        {t`Edit`}
      </button>
    </div>
  )
}

/** Out of the log and back into the box, before what was begun there. */
function takeToComposer({ clientId, roomId }: Unsent) {
  const begun = useDrafts.getState()[roomId]
  const text = takeBack(clientId)
  setDraft(roomId, begun?.trim() ? `${text}\n${begun}` : text)
  wishToWrite()
}

/** The line goes, and with it the place one stood at; a thumb would only get a keyboard it did not ask for. */
function discard(clientId: string) {
  takeBack(clientId)
  if (!isThumb()) wishToWrite()
}

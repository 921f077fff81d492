import { t } from '@lingui/core/macro'
import { copyText } from '../../ui/copy.ts'
import { dropDraft, useDrafts } from './drafts.ts'
import { unsentOf } from './outbox.ts'
import { takeBack, useOutbox } from './outbox-store.ts'

const action = 'min-h-6 underline underline-offset-4 hover:text-strong max-md:min-h-11'

/** What the person wrote for a room that is no longer theirs, or no longer there: it is theirs to take along. */
export function UnsentHere({ roomId }: { readonly roomId: string }) {
  const lines = useOutbox((state) => state.lines)
  const draft = useDrafts((drafts) => drafts[roomId] ?? '')
  const kept = [
    ...unsentOf(lines, roomId).map(({ clientId, text }) => ({
      key: clientId,
      text,
      discard: () => void takeBack(clientId),
    })),
    ...(draft.trim() === '' ? [] : [{ key: 'draft', text: draft, discard: () => dropDraft(roomId) }]),
  ]
  if (kept.length === 0) return null
  return (
    <section
      aria-label={t`Not sent`}
      className="mx-auto mb-6 max-h-[40dvh] w-full max-w-[40rem] overflow-y-auto px-5 font-tell text-[.875rem] text-muted"
    >
      <h2 className="pb-1 text-danger">{t`What you wrote here was not sent. It is kept.`}</h2>
      <ul>
        {kept.map(({ key, text, discard }) => (
          <li key={key} className="border-l-2 border-danger py-1 pl-3">
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere] text-strong" dir="auto">
              {text}
            </p>
            <span className="flex gap-3">
              <button
                type="button"
                className={`${action} text-primary`}
                onClick={() => void copyText(text, t`Text copied, as it was written.`)}
              >
                {t`Copy text`}
              </button>
              <button type="button" className={action} onClick={discard}>
                {t`Discard`}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

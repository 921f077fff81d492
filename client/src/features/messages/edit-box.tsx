import { t } from '@lingui/core/macro'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Message, Refusal } from '../../api/generated.ts'
import { joinReply, splitReply } from '../../ui/reply.ts'
import { edit } from './deeds.ts'
import { setDraft, useDrafts } from './drafts.ts'
import { editOf, endEditing, stopEditing, takeAsked } from './editing.ts'
import { canSend, excess } from './text-length.ts'
import { markByKey } from './writing.ts'

const link = 'min-h-6 underline underline-offset-4 max-md:min-h-11'

/**
 * The message's text, open for its author; what it answers stays. Enter keeps it, Escape leaves it: what is written then
 * is there again the next time. It is a draft, for the box goes with its row when one reads elsewhere.
 */
export function EditBox({ message }: { readonly message: Message }) {
  const { head, rest } = splitReply(message.text, message.roomId)
  const name = editOf(message)
  const written = useDrafts((drafts) => drafts[name]) ?? rest
  const text = joinReply(head?.line, written)
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (takeAsked()) box.current?.focus()
  }, [])

  const end = () => endEditing(message)

  async function keep() {
    if (isBusy || written.trim() === '' || !canSend(text)) return
    if (written === rest) return end()
    setBusy(true)
    const refused = await edit(message, text)
    setBusy(false)
    if (!refused || refused.code === 'textUnchanged') end()
    else setRefusal(refused)
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (markByKey(event)) return
    if (event.key === 'Escape') {
      event.preventDefault()
      return stopEditing()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void keep()
  }

  const over = excess(text)
  return (
    <div className="py-1">
      <textarea
        ref={box}
        aria-label={t`Edit message`}
        value={written}
        onChange={(event) => setDraft(name, event.target.value)}
        onKeyDown={onKey}
        onFocus={(event) => event.target.setSelectionRange(written.length, written.length)}
        className="field-sizing-content max-h-64 w-full resize-none rounded-xs border border-primary bg-app px-3 py-1.5 text-strong outline-none max-md:text-[1rem] max-md:min-h-11 max-md:py-2.5"
      />
      <div className="flex flex-wrap gap-x-3 font-tell text-[.875rem] text-muted">
        <button
          type="button"
          disabled={isBusy}
          onClick={() => void keep()}
          className={`${link} text-primary`}
        >
          {isBusy ? t`Saving…` : t`Save`}
        </button>
        <button type="button" onClick={end} className={link}>
          {t`Cancel`}
        </button>
        {over > 0 && <span className="self-center text-danger">{t`${over} too long`}</span>}
        {refusal && (
          <span role="alert" className="self-center text-danger">
            {t`Not saved. ${refusal.message}`}
          </span>
        )}
      </div>
    </div>
  )
}

import { t } from '@lingui/core/macro'
import { ChevronRight, CornerDownLeft, SendHorizontal } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { isThumb } from '../../ui/is-thumb.ts'
import { joinReply, splitReply } from '../../ui/reply.ts'
import { toast } from '../../ui/toasts.tsx'
import { useWriteWish } from './answering.ts'
import { CompletionList, optionId } from './completion-list.tsx'
import { setDraft, useDrafts } from './drafts.ts'
import { useEditing } from './editing.ts'
import { lineCountMax } from './outbox.ts'
import { say } from './outbox-store.ts'
import { ReplyChip } from './reply-chip.tsx'
import { canSend, excess, left } from './text-length.ts'
import { useCompletion } from './use-completion.ts'
import { markByKey } from './writing.ts'

type Props = {
  readonly roomId: string
  readonly roomName: string
  readonly onWrite: () => void
  readonly onSaid: () => void
  readonly onEditLast: () => void
}

/** So much of a room's name fits into the box of a phone. */
const nameMax = 17

const cut = (name: string) =>
  [...name].length > nameMax && matchMedia('(width < 48rem)').matches
    ? `${[...name].slice(0, nameMax - 1).join('')}…`
    : name

export function Composer({ roomId, roomName, onWrite, onSaid, onEditLast }: Props) {
  const draft = useDrafts((drafts) => drafts[roomId] ?? '')
  const { head, rest: text } = splitReply(draft, roomId)
  const box = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const completion = useCompletion(roomId, text, box)
  const isOffering = completion.found.length > 0
  const over = excess(draft)
  const rest = left(draft)
  const isReady = text.trim() !== '' && canSend(draft)
  useEffect(() => {
    // Whoever comes from the list, or with nothing in hand, wants to read and write here.
    const from = document.activeElement
    const isFree = from === null || from === document.body || from.closest('nav') !== null
    if (isFree && !isThumb()) box.current?.focus({ preventScroll: true })
  }, [])
  // Whoever asks for it from elsewhere wants to write, also with a thumb; what they asked from may still hold the focus.
  useEffect(() => useWriteWish.subscribe(() => void requestAnimationFrame(() => box.current?.focus())), [])
  useEffect(
    () =>
      // Whoever is done with an edit goes on writing; a thumb would only get a keyboard it did not ask for.
      useEditing.subscribe((now, before) => {
        if (now.name === undefined && before.name !== undefined && !isThumb()) box.current?.focus()
      }),
    [],
  )

  function send(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    box.current?.focus()
    if (!isReady) return
    if (!say(roomId, draft)) return toast('failed', t`${lineCountMax} lines wait already. Your text is kept.`)
    setDraft(roomId, '')
    onSaid()
  }

  function drop() {
    setDraft(roomId, text)
    box.current?.focus()
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (completion.onKey(event) || markByKey(event)) return
    if (event.key === 'ArrowUp' && draft === '') {
      // Else the same key press would move the caret of the box that it opens.
      event.preventDefault()
      return onEditLast()
    }
    if (event.key === 'Escape' && head) {
      event.preventDefault()
      return drop()
    }
    // A thumb has no Shift: there Enter makes a line, and the button sends.
    if (event.key === 'Enter' && !event.shiftKey && !isThumb() && !event.nativeEvent.isComposing) send(event)
  }

  return (
    <form
      onSubmit={send}
      className="shrink-0 px-5 pb-3.5 max-md:border-t max-md:border-line max-md:bg-panel max-md:px-3 max-md:pt-2 max-md:pb-[max(.5rem,env(safe-area-inset-bottom))]"
    >
      {over > 0 && (
        <p role="alert" className="pb-1 font-tell text-[.875rem] text-danger">
          {t`${over} characters too long. Your text is kept.`}
        </p>
      )}
      <div className="relative">
        {isOffering && (
          <CompletionList
            id={listId}
            found={completion.found}
            index={completion.index}
            onPick={completion.pick}
          />
        )}
        {head && <ReplyChip head={head} onDrop={drop} />}
        <div className="flex items-end rounded-xs border border-edge bg-panel focus-within:border-primary max-md:gap-1 max-md:border-0 max-md:bg-transparent">
          <ChevronRight className="mx-4 mb-[15px] size-4 text-primary max-md:hidden" aria-hidden />
          <textarea
            ref={box}
            rows={1}
            aria-label={t`Message #${roomName}`}
            placeholder={t`Message #${cut(roomName)}`}
            value={text}
            aria-autocomplete="list"
            aria-controls={isOffering ? listId : undefined}
            aria-activedescendant={isOffering ? optionId(listId, completion.index) : undefined}
            onSelect={completion.onCaret}
            onBlur={completion.onBlur}
            onChange={(event) => {
              setDraft(roomId, joinReply(head?.line, event.target.value))
              completion.onCaret()
              if (event.target.value.trim() !== '') onWrite()
            }}
            onKeyDown={onKey}
            className="field-sizing-content placeholder-shown:field-sizing-fixed placeholder:whitespace-nowrap max-h-40 min-h-[46px] min-w-0 grow resize-none bg-transparent py-[11px] text-[1rem] leading-6 text-strong outline-none max-md:rounded-xs max-md:border max-md:border-edge max-md:bg-app max-md:px-3 max-md:py-2.5 max-md:focus:border-primary"
          />
          {rest !== undefined && (
            <span
              role="status"
              className="self-center px-2 font-tell text-[.875rem] whitespace-nowrap text-accent"
            >
              {t`${rest} left`}
            </span>
          )}
          <Button type="submit" kind="primary" disabled={!isReady} className="m-[5px] max-md:hidden">
            {t`Send`}
            <CornerDownLeft className="size-4" aria-hidden />
          </Button>
          <button
            type="submit"
            aria-label={t`Send`}
            disabled={!isReady}
            className="hidden size-11 shrink-0 place-items-center text-primary disabled:text-muted max-md:grid"
          >
            <SendHorizontal className="size-5" aria-hidden />
          </button>
        </div>
      </div>
    </form>
  )
}

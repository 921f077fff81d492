import { t } from '@lingui/core/macro'
import { Trash2 } from 'lucide-react'
import type { Line } from './rows.ts'
import { Said } from './said.tsx'

/** What was said, as it was sent; or that it is there no more. */
export function MessageText({ line }: { readonly line: Line }) {
  const { message, unsent, text, isFirst } = line
  if (message?.deletedAt)
    return (
      <p className="flex items-center gap-1.5 text-muted">
        <Trash2 className="size-3.5" aria-hidden />
        {t`message deleted`}
      </p>
    )
  const isEdited = message?.editedAt !== undefined
  const isOnItsWay = unsent !== undefined && unsent.state !== 'failed'
  return (
    <p
      dir="auto"
      className={`break-words whitespace-pre-wrap [overflow-wrap:anywhere] ${isOnItsWay ? 'text-muted' : 'text-text'}`}
    >
      <Said text={text} roomId={message?.roomId} />
      {isEdited && (
        <span className={`font-tell text-[.8125rem] text-muted ${isFirst ? 'hidden tight:inline' : ''}`}>
          {' '}
          {t`(edited)`}
        </span>
      )}
    </p>
  )
}

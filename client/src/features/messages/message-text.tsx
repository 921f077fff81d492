import { t } from '@lingui/core/macro'
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { splitReply } from '../../ui/reply.ts'
import { MarkedUp } from './marked-up.tsx'
import { useMarkup } from './markup-part.ts'
import { ReplyTo } from './reply-to.tsx'
import type { Line } from './rows.ts'
import { Said } from './said.tsx'

/** What was said; or that it is there no more. */
export function MessageText({ line }: { readonly line: Line }) {
  const { message, unsent, text, isFirst } = line
  if (message?.deletedAt)
    return (
      <p className="flex items-center gap-1.5 text-muted">
        <Trash2 className="size-3.5" aria-hidden />
        {t`message deleted`}
      </p>
    )
  const roomId = message?.roomId ?? unsent?.roomId ?? ''
  const { head, rest } = splitReply(text, roomId)
  const isOnItsWay = unsent !== undefined && unsent.state !== 'failed'
  return (
    <div className={isOnItsWay ? 'text-muted' : 'text-text'}>
      {head && <ReplyTo head={head} roomId={roomId} />}
      <Words text={rest} roomId={roomId}>
        {message?.editedAt !== undefined && (
          <span className={`font-tell text-[.8125rem] text-muted ${isFirst ? 'hidden tight:inline' : ''}`}>
            {' '}
            {t`(edited)`}
          </span>
        )}
      </Words>
    </div>
  )
}

type WordsProps = { readonly text: string; readonly roomId: string; readonly children: ReactNode }

function Words({ text, roomId, children }: WordsProps) {
  const blocks = useMarkup(text)
  if (blocks) return <MarkedUp blocks={blocks} roomId={roomId} end={children} />
  return (
    <p dir="auto" className="break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
      <Said text={text} roomId={roomId} />
      {children}
    </p>
  )
}

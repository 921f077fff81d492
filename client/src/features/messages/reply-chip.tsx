import { t } from '@lingui/core/macro'
import { CornerUpRight, X } from 'lucide-react'
import { IconButton } from '../../ui/icon-button.tsx'
import { personStyle } from '../../ui/person.ts'
import type { ReplyHead } from '../../ui/reply.ts'

/** What one is answering, over the box. */
export function ReplyChip({ head, onDrop }: { readonly head: ReplyHead; readonly onDrop: () => void }) {
  return (
    <div className="flex min-h-9 items-center gap-2 rounded-t-xs border border-b-0 border-edge bg-raised pl-4 text-[.8125rem] text-muted max-md:mb-1.5 max-md:rounded-xs max-md:border-b max-md:pl-3">
      <CornerUpRight className="size-3.5 text-primary" aria-hidden />
      <span className="sr-only">{t`Answering`}</span>
      <span style={personStyle(head.name)} className="person max-w-40 shrink-0 truncate font-bold">
        {head.name}
      </span>
      <span className="min-w-0 grow truncate">{head.words}</span>
      <IconButton icon={X} label={t`Do not answer`} className="size-8!" onClick={onDrop} />
    </div>
  )
}

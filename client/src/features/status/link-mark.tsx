import { RotateCw, WifiOff } from 'lucide-react'
import { link } from '../../realtime/the-link.ts'
import type { LinkWords } from './describe-link.ts'

const blocks = { careful: 'bg-accent text-on-fill', bad: 'bg-danger text-on-fill' }

/** The state of the link: a quiet word when all is well, a reversed block when it is not. On a phone its detail has a line of its own. */
export function LinkMark({ words }: { readonly words: LinkWords }) {
  const { tone, label, detail, action } = words
  // Before anybody is in there is no link, and none is missed.
  if (label === '') return null
  const Icon = tone === 'bad' ? WifiOff : RotateCw
  return (
    <div className="flex h-full min-w-0 items-center gap-2 max-md:h-auto max-md:flex-wrap max-md:justify-between max-md:gap-0">
      {tone === 'ok' || tone === 'quiet' ? (
        <>
          <span
            aria-hidden
            className={`size-2 rounded-[1px] ${tone === 'ok' ? 'bg-ok' : 'border border-muted'}`}
          />
          <span className="text-text">{label}</span>
        </>
      ) : (
        <span
          className={`flex h-full items-center gap-2 px-2.5 whitespace-nowrap max-md:h-7 max-md:rounded-xs ${blocks[tone]}`}
        >
          <Icon className="size-3.5" aria-hidden />
          {label}
        </span>
      )}
      <span className="truncate text-muted max-md:order-last max-md:basis-full max-md:whitespace-normal">
        {detail}
      </span>
      {action && (
        <button
          type="button"
          onClick={() => link.dialNow()}
          className="ring-inside h-full min-h-6 px-1 max-md:h-11 max-md:px-2 whitespace-nowrap text-primary underline underline-offset-4 hover:brightness-112"
        >
          {action}
        </button>
      )}
    </div>
  )
}

import { t } from '@lingui/core/macro'
import { Copy } from 'lucide-react'
import { copyText } from '../../ui/copy.ts'

/** Code as it was written: in columns, to scroll where it is wide, and to take away. */
export function CodeBlock({ language, text }: { readonly language: string; readonly text: string }) {
  return (
    <figure className="my-1 overflow-hidden rounded-xs border border-line bg-panel text-text">
      <figcaption className="flex min-h-7 items-center justify-between gap-3 border-b border-line pl-3 font-tell text-[.8125rem] text-muted">
        <span className="truncate">{language || t`code`}</span>
        <button
          type="button"
          aria-label={t`Copy code`}
          title={t`Copy code`}
          onClick={() => void copyText(text, t`Code copied.`)}
          className="ring-inside grid h-7 w-9 shrink-0 place-items-center hover:bg-raised hover:text-strong max-md:size-11"
        >
          <Copy className="size-3.5" aria-hidden />
        </button>
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
        className="ring-inside max-h-96 overflow-auto px-3 py-2 text-[.8125rem] leading-5 [tab-size:4]"
      >
        <code className="font-say">{text}</code>
      </pre>
    </figure>
  )
}

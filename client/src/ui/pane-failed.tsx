import { t } from '@lingui/core/macro'
import { TriangleAlert } from 'lucide-react'
import { Button } from './button.tsx'

type Props = { readonly what: string; readonly onRetry: () => void }

/** A part of the page could not be had; the rest of it works. */
export function PaneFailed({ what, onRetry }: Props) {
  return (
    <div
      role="alert"
      className="m-4 flex items-center gap-3 rounded-xs border border-l-4 border-danger bg-[color-mix(in_srgb,var(--danger)_9%,transparent)] p-3 text-[.875rem] leading-5"
    >
      <TriangleAlert className="size-4 text-danger" aria-hidden />
      <p className="min-w-0 grow text-text">
        <b className="text-danger">{t`${what} could not be shown.`}</b> {t`The rest of the page works.`}
      </p>
      <Button size="small" onClick={onRetry}>
        {t`Retry`}
      </Button>
    </div>
  )
}

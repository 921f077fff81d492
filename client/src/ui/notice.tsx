import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Says what happened, what still works, and offers one way on. */
export function Notice({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex gap-3 rounded-xs border border-l-4 border-danger bg-[color-mix(in_srgb,var(--danger)_9%,transparent)] p-3 text-[.875rem] leading-5"
    >
      <CircleAlert className="mt-0.5 size-4 text-danger" aria-hidden />
      <div className="min-w-0 grow">
        <p className="font-bold text-danger">{title}</p>
        {children && <div className="text-text">{children}</div>}
      </div>
    </div>
  )
}

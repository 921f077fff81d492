import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  readonly icon: LucideIcon
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** A place with nothing in it: why, and what to do about it. */
export function Blank({ icon: Icon, title, children, actions }: Props) {
  return (
    <div className="m-auto flex max-w-[26rem] flex-col items-center gap-3 p-6 text-center">
      <Icon className="size-7 text-muted" aria-hidden />
      <h1 className="font-head text-[1.75rem] leading-none tracking-[.06em] break-words text-strong">
        {title}
      </h1>
      <p className="text-[.9375rem] leading-6 text-muted">{children}</p>
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

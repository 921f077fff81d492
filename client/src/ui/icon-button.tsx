import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

type Props = ComponentProps<'button'> & { readonly icon: LucideIcon; readonly label: string }

export function IconButton({ icon: Icon, label, className = '', ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`grid size-9 shrink-0 place-items-center rounded-xs text-muted hover:bg-raised hover:text-strong active:translate-y-px aria-pressed:bg-[color-mix(in_srgb,var(--primary)_14%,transparent)] aria-pressed:text-primary max-md:size-11 ${className}`}
    >
      <Icon className="size-4 max-md:size-5" aria-hidden />
    </button>
  )
}

import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

type Props = {
  readonly icon: LucideIcon
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** A button and the list of actions that it opens. */
export function Menu({ icon, label, className = '', children }: Props) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger
        render={<IconButton icon={icon} label={label} className={`data-popup-open:bg-raised ${className}`} />}
      />
      <Base.Portal>
        <Base.Positioner side="bottom" align="end" sideOffset={4} collisionPadding={8} className="z-10">
          <Base.Popup className="appears min-w-52 rounded-sm border border-edge bg-overlay p-1 text-text shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type ItemProps = {
  readonly icon: LucideIcon
  readonly isDanger?: boolean
  readonly onPick: () => void
  readonly children: ReactNode
}

export function MenuItem({ icon: Icon, isDanger = false, onPick, children }: ItemProps) {
  return (
    <Base.Item
      onClick={onPick}
      className={`flex min-h-9 cursor-pointer items-center gap-3 rounded-xs px-3 font-tell text-[.9375rem] outline-none data-highlighted:bg-[color-mix(in_srgb,var(--primary)_14%,transparent)] max-md:min-h-11 ${isDanger ? 'text-danger' : 'text-text data-highlighted:text-primary'}`}
    >
      <Icon className="size-4" aria-hidden />
      {children}
    </Base.Item>
  )
}

export const MenuRule = () => <Base.Separator className="mx-1 my-1 h-px bg-line" />

import { Menu as Base } from '@base-ui/react/menu'
import { Fragment, type RefObject, useLayoutEffect, useRef } from 'react'
import { IconButton } from './icon-button.tsx'
import type { MenuItem, MenuProps } from './menu.tsx'

type Props = MenuProps & {
  readonly isOpenAtFirst: boolean
  /** Whether the button that stood here until now has the focus. */
  readonly isHeld: RefObject<boolean>
}

export function MenuBox({ icon, label, className = '', items, isOpenAtFirst, isHeld }: Props) {
  const trigger = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isHeld.current) trigger.current?.focus()
  }, [isHeld])
  return (
    <Base.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Base.Trigger
        ref={trigger}
        render={<IconButton icon={icon} label={label} className={`data-popup-open:bg-raised ${className}`} />}
      />
      <Base.Portal>
        <Base.Positioner side="bottom" align="end" sideOffset={4} collisionPadding={8} className="z-10">
          <Base.Popup className="appears min-w-52 rounded-sm border border-edge bg-overlay p-1 text-text shadow-float outline-none">
            {items.map((item) => (
              <Fragment key={item.label}>
                {item.isApart && <Base.Separator className="mx-1 my-1 h-px bg-line" />}
                <Item {...item} />
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Item({ icon: Icon, label, isDanger = false, onPick }: MenuItem) {
  return (
    <Base.Item
      onClick={onPick}
      className={`flex min-h-9 cursor-pointer items-center gap-3 rounded-xs px-3 font-tell text-[.9375rem] outline-none data-highlighted:bg-[color-mix(in_srgb,var(--primary)_14%,transparent)] max-md:min-h-11 ${isDanger ? 'text-danger' : 'text-text data-highlighted:text-primary'}`}
    >
      <Icon className="size-4" aria-hidden />
      {label}
    </Base.Item>
  )
}

import type { LucideIcon } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { part } from './part.ts'

export type MenuItem = {
  readonly icon: LucideIcon
  readonly label: string
  readonly isDanger?: boolean
  /** It begins another group. */
  readonly isApart?: boolean
  readonly onPick: () => void
}

export type MenuProps = {
  readonly icon: LucideIcon
  readonly label: string
  readonly className?: string
  readonly items: readonly MenuItem[]
}

export const loadMenu = part(async () => ({ default: (await import('./menu-box.tsx')).MenuBox }))

const MenuBox = lazy(loadMenu)

/** A button and the list of actions that it opens. The button is there at once; the list's code follows. */
export function Menu(props: MenuProps) {
  const { icon, label, className = '' } = props
  // Whoever was faster than the code gets the list as soon as it is there.
  const [isWanted, setWanted] = useState(false)
  // The list brings a button of its own: whoever stands on this one is to stand on that one then.
  const isHeld = useRef(false)
  const button = (
    <IconButton
      icon={icon}
      label={label}
      className={className}
      onClick={() => setWanted(true)}
      onFocus={() => {
        isHeld.current = true
      }}
      onBlur={() => {
        isHeld.current = false
      }}
    />
  )
  return (
    <Suspense fallback={button}>
      <MenuBox {...props} isOpenAtFirst={isWanted} isHeld={isHeld} />
    </Suspense>
  )
}

import { useEffect, useEffectEvent } from 'react'
import { useLocation } from 'wouter'
import { keyOf } from './keys.ts'

/** Listens for the keys of the table. Not while a dialog or a menu is open: what is in it has the keyboard. */
export function useKeys(showKeys: () => void, togglePalette: () => void) {
  const [path, navigate] = useLocation()
  const press = useEffectEvent((event: KeyboardEvent) => {
    const key = keyOf(event)
    if (!key || (!key.isToggle && document.querySelector('[role=dialog], [role=menu]'))) return
    const openId = /^\/rooms\/([^/]+)/.exec(path)?.[1]
    if (key.act({ openId, goTo: navigate, showKeys, togglePalette }) !== false) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}

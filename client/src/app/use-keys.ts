import { useEffect, useEffectEvent } from 'react'
import { useLocation } from 'wouter'
import { keyOf } from './keys.ts'

/** Listens for the keys of the table. Not while a dialog or a menu is open: what is in it has the keyboard. */
export function useKeys(showKeys: () => void) {
  const [path, navigate] = useLocation()
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (document.querySelector('[role=dialog], [role=menu]')) return
    const key = keyOf(event)
    if (!key) return
    event.preventDefault()
    key.act({ openId: /^\/rooms\/([^/]+)/.exec(path)?.[1], goTo: navigate, showKeys })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}

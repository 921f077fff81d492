import { useEffect, useEffectEvent, useRef } from 'react'

const pressMs = 450
const wobblePx = 10

/** Watches the row it stands in for a finger that stays. It draws nothing. */
export function LongPress({ onLongPress }: { readonly onLongPress: () => void }) {
  const ref = useRef<HTMLSpanElement>(null)
  const fire = useEffectEvent(() => {
    swallowClick()
    onLongPress()
  })

  useEffect(() => {
    const row = ref.current?.parentElement
    if (!row) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let from = { x: 0, y: 0 }
    const stop = () => clearTimeout(timer)
    const start = (event: PointerEvent) => {
      if (event.pointerType !== 'touch') return
      from = { x: event.clientX, y: event.clientY }
      timer = setTimeout(() => fire(), pressMs)
    }
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > wobblePx) stop()
    }
    const listeners = { pointerdown: start, pointermove: move, pointerup: stop, pointercancel: stop }
    for (const [name, listener] of Object.entries(listeners))
      row.addEventListener(name, listener as EventListener)
    return () => {
      stop()
      for (const [name, listener] of Object.entries(listeners))
        row.removeEventListener(name, listener as EventListener)
    }
  }, [])

  return <span ref={ref} hidden />
}

const clickMs = 300

/** Lifting the finger may still count as a tap: on what the press has opened, or on what lies behind it. */
function swallowClick() {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  const lifted = () => setTimeout(() => removeEventListener('click', swallow, true), clickMs)
  addEventListener('click', swallow, { capture: true, once: true })
  addEventListener('pointerup', lifted, { capture: true, once: true })
  addEventListener('pointercancel', lifted, { capture: true, once: true })
}

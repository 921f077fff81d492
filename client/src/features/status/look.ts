import { create } from 'zustand'

/** How the page looks on this device. */
export type Look = {
  readonly theme: 'neon' | 'amber'
  readonly crt: boolean
  readonly density: 'comfortable' | 'compact'
}

const key = 'rostra.look'

/** What a phone paints around the page. */
const barColours = { neon: '#0d0d16', amber: '#140d06' }

export const useLook = create<Look>()(() => {
  // theme.js has already put what was kept on the page, before the first paint.
  const { theme, crt, density } = document.documentElement.dataset
  return {
    theme: theme === 'amber' ? 'amber' : 'neon',
    crt: crt === 'on',
    density: density === 'compact' ? 'compact' : 'comfortable',
  }
})

/** Puts it on the page, and keeps it for the next first paint. */
export function wear(change: Partial<Look>) {
  useLook.setState(change)
  const look = useLook.getState()
  Object.assign(document.documentElement.dataset, {
    theme: look.theme,
    crt: look.crt ? 'on' : 'off',
    density: look.density,
  })
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', barColours[look.theme])
  try {
    localStorage.setItem(key, JSON.stringify(look))
  } catch {
    // Storage may be full or closed; the look then lasts as long as the page.
  }
}

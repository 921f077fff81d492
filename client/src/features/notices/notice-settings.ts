import { create } from 'zustand'

/** What tells of new lines while one looks elsewhere. Off until the person turns it on, on this device. */
export type NoticeSettings = {
  readonly desktop: boolean
  readonly sound: boolean
  /** Rooms that tell nothing. */
  readonly muted: readonly string[]
}

const key = 'rostra.notices'
const mutedMax = 1_000
const off: NoticeSettings = { desktop: false, sound: false, muted: [] }

export const useNotices = create<NoticeSettings>()(read)

export const isMuted = (roomId: string) => useNotices.getState().muted.includes(roomId)

export const setNotices = (change: Partial<NoticeSettings>) => {
  useNotices.setState(change)
  try {
    localStorage.setItem(key, JSON.stringify(useNotices.getState()))
  } catch {
    // Storage may be full or closed; the choice then lasts as long as the page.
  }
}

export function setMuted(roomId: string, isWanted: boolean) {
  const others = useNotices.getState().muted.filter((id) => id !== roomId)
  setNotices({ muted: isWanted ? [...others, roomId].slice(-mutedMax) : others })
}

/** The person has logged out: which rooms they muted is nobody else's business. */
export function forgetNotices() {
  useNotices.setState(off)
  try {
    localStorage.removeItem(key)
  } catch {
    // What could not be opened holds nothing.
  }
}

/** Another tab of the same person has changed it. Call once. */
export const followOtherTabs = () =>
  addEventListener('storage', (event) => event.key === key && useNotices.setState(read()))

function read(): NoticeSettings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return off
    const { desktop, sound, muted } = kept as Partial<Record<keyof NoticeSettings, unknown>>
    return {
      desktop: desktop === true,
      sound: sound === true,
      muted: Array.isArray(muted) ? muted.filter((id) => typeof id === 'string') : [],
    }
  } catch {
    return off
  }
}

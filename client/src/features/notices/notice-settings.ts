import { create } from 'zustand'

/** What tells of new lines while one looks elsewhere. Off until the person turns it on, on this device. */
export type NoticeSettings = {
  readonly desktop: boolean
  readonly sound: boolean
  /** Rooms that tell nothing. */
  readonly muted: readonly string[]
  /** Rooms that tell only of lines that speak to the person. */
  readonly mentionsOnly: readonly string[]
}

/** What a room may tell of. */
export type Loudness = 'all' | 'mentions' | 'none'

const key = 'rostra.notices'
const listedMax = 1_000
const off: NoticeSettings = { desktop: false, sound: false, muted: [], mentionsOnly: [] }

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

export function loudnessOf({ muted, mentionsOnly }: NoticeSettings, roomId: string): Loudness {
  if (muted.includes(roomId)) return 'none'
  return mentionsOnly.includes(roomId) ? 'mentions' : 'all'
}

export function setLoudness(roomId: string, loudness: Loudness) {
  const { muted, mentionsOnly } = useNotices.getState()
  setNotices({
    muted: listed(muted, roomId, loudness === 'none'),
    mentionsOnly: listed(mentionsOnly, roomId, loudness === 'mentions'),
  })
}

function listed(list: readonly string[], roomId: string, isIn: boolean): string[] {
  const others = list.filter((id) => id !== roomId)
  return isIn ? [...others, roomId].slice(-listedMax) : others
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
    const { desktop, sound, muted, mentionsOnly } = kept as Partial<Record<keyof NoticeSettings, unknown>>
    return {
      desktop: desktop === true,
      sound: sound === true,
      muted: idsIn(muted),
      mentionsOnly: idsIn(mentionsOnly),
    }
  } catch {
    return off
  }
}

/** A declaration: the settings are read while this module is. */
function idsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((id) => typeof id === 'string') : []
}

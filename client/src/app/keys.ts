import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useRooms } from '../features/rooms/room-store.ts'
import { byActivity, unreadOf } from '../features/rooms/rooms.ts'
import { useLook } from '../features/status/look.ts'
import { setLook } from '../features/status/look-sync.ts'
import { beginFinding, isFinding } from '../ui/sought.ts'

/** What a key press may do from anywhere. */
export type Deeds = {
  readonly openId: string | undefined
  readonly goTo: (path: string) => void
  readonly showKeys: () => void
  readonly togglePalette: () => void
}

export type Key = {
  readonly combo: string
  readonly does: MessageDescriptor
  /** A bare character: not while one writes. */
  readonly isBare?: boolean
  /** False: not now; the key keeps what it means to the browser. */
  readonly act: (deeds: Deeds) => unknown
  /** It also closes what it opened, so it is heard over an open dialog. */
  readonly isToggle?: boolean
}

/** The one table of keys: the handler acts by it, the help shows it. */
export const keys: readonly Key[] = [
  {
    combo: 'Mod+K',
    does: msg`Go to a room or person, or do something`,
    isToggle: true,
    act: (deeds) => deeds.togglePalette(),
  },
  { combo: 'Mod+F', does: msg`Find in the room · again: the browser’s own`, act: find },
  { combo: 'Alt+ArrowDown', does: msg`Next room`, act: (deeds) => step(deeds, 1, false) },
  { combo: 'Alt+ArrowUp', does: msg`Room before`, act: (deeds) => step(deeds, -1, false) },
  { combo: 'Alt+Shift+ArrowDown', does: msg`Next room with unread`, act: (deeds) => step(deeds, 1, true) },
  { combo: 'Alt+Shift+ArrowUp', does: msg`Unread room before`, act: (deeds) => step(deeds, -1, true) },
  { combo: '/', does: msg`Search in the room`, isBare: true, act: search },
  { combo: 'Alt+C', does: msg`CRT on or off`, act: () => setLook({ crt: !useLook.getState().crt }) },
  { combo: '?', does: msg`These keys`, isBare: true, act: ({ showKeys }) => showKeys() },
]

/** Keys that belong to one place and are handled there. */
export const localKeys: readonly Pick<Key, 'combo' | 'does'>[] = [
  { combo: 'Enter', does: msg`Send · with Shift a new line · on a message: what can be done with it` },
  { combo: 'Mod+B', does: msg`Bold, around what is selected` },
  { combo: 'Mod+I', does: msg`Italic` },
  { combo: 'Mod+E', does: msg`Code` },
  { combo: 'R', does: msg`On a message: answer it` },
  { combo: 'P', does: msg`On a message: who said it` },
  { combo: 'ArrowUp', does: msg`In the empty box: edit what you said last` },
  { combo: 'Escape', does: msg`Put away the line NEW MESSAGES, or close what is open` },
]

export function keyOf(event: KeyboardEvent): Key | undefined {
  if (event.isComposing) return undefined
  return keys.find((key) => (key.isBare ? !isWriting(event) && !event.altKey : true) && matches(event, key))
}

/** Ctrl, and on Apple's machines Command. */
const isMod = (event: KeyboardEvent) => event.ctrlKey !== event.metaKey

function matches(event: KeyboardEvent, { combo, isBare }: Key): boolean {
  if (isBare) return event.key === combo && !event.ctrlKey && !event.metaKey
  const parts = combo.split('+')
  const key = parts.at(-1) ?? ''
  // With Alt a keyboard may give another letter, so a letter is known by its place.
  const isKey = key.length === 1 ? event.code === `Key${key}` : event.key === key
  const isModWanted = parts.includes('Mod')
  return (
    isKey &&
    (isModWanted ? isMod(event) : !event.ctrlKey && !event.metaKey) &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift')
  )
}

function isWriting({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null
}

function step({ openId, goTo }: Deeds, by: 1 | -1, isUnreadOnly: boolean) {
  const state = useRooms.getState()
  const all = byActivity(state)
  const from = all.findIndex((room) => room.id === openId)
  const start = from < 0 && by < 0 ? 0 : from
  for (let distance = 1; distance <= all.length; distance++) {
    const room = all[(start + by * distance + all.length * 2) % all.length]
    if (!room || room.id === openId || (isUnreadOnly && unreadOf(state, room) === 0)) continue
    return goTo(`/rooms/${room.id}`)
  }
}

function find({ openId }: Deeds) {
  if (!openId || isFinding(openId)) return false
  beginFinding(openId)
  return true
}

function search({ openId, goTo }: Deeds) {
  if (openId) goTo(`/rooms/${openId}?panel=search`)
}

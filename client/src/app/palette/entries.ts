import { t } from '@lingui/core/macro'
import {
  Bell,
  BellOff,
  Compass,
  Globe,
  Hash,
  Keyboard,
  Link2,
  type LucideIcon,
  Monitor,
  Palette as PaletteIcon,
  Plus,
  Rows3,
  Search,
  Settings,
  ShieldCheck,
  User,
  Users,
} from 'lucide-react'
import type { UserRef } from '../../api/generated.ts'
import { useRooms } from '../../features/rooms/room-store.ts'
import { byActivity, unreadOf } from '../../features/rooms/rooms.ts'
import { useLook } from '../../features/status/look.ts'
import { setLook } from '../../features/status/look-sync.ts'
import { copyLink } from '../../ui/copy.ts'
import { openDialog } from '../dialogs.ts'
import { quoted } from '../quoted.ts'

/** One thing to go to or to do. */
export type Entry = {
  readonly key: string
  readonly icon: LucideIcon
  readonly label: string
  /** Found by these words, too. */
  readonly also?: string
  /** Said at the right. */
  readonly detail?: string
  readonly combo?: string
  readonly unread?: number
  readonly act: () => void
}

export type Go = (path: string) => void

export function roomEntries(go: Go, now: (at: string) => string): Entry[] {
  const state = useRooms.getState()
  return byActivity(state).map((room) => ({
    key: room.id,
    icon: Hash,
    label: room.name,
    detail: now(room.lastActivityAt),
    unread: unreadOf(state, room),
    act: () => go(`/rooms/${room.id}`),
  }))
}

/** The people at hand: to see what they said. */
export const peopleEntries = (people: readonly UserRef[], openId: string | undefined, go: Go): Entry[] =>
  people.map((user) => ({
    key: user.id,
    icon: User,
    label: user.username,
    detail: t`what they said`,
    act: () => go(searchPath(openId, `from:${quoted(user.username)}`, 'all')),
  }))

/** For whoever looks after the place. */
export const adminEntry = (go: Go): Entry => ({
  key: 'admin',
  icon: ShieldCheck,
  label: t`Look after this place`,
  also: t`administration nodes rooms people reports audit`,
  act: () => go('/admin'),
})

export const searchPath = (openId: string | undefined, words: string, scope: 'room' | 'all') =>
  `/rooms/${openId ?? byActivity(useRooms.getState())[0]?.id}?${new URLSearchParams({ panel: 'search', q: words, ...(scope === 'all' ? { in: 'all' } : {}) })}`

export function searchEntries(typed: string, openId: string | undefined, go: Go): Entry[] {
  if (typed.trim() === '' || byActivity(useRooms.getState()).length === 0) return []
  const everywhere: Entry = {
    key: 'search all',
    icon: Globe,
    label: t`Search all rooms for “${typed}”`,
    act: () => go(searchPath(openId, typed, 'all')),
  }
  if (!openId) return [everywhere]
  const here: Entry = {
    key: 'search here',
    icon: Search,
    label: t`Search this room for “${typed}”`,
    combo: '/',
    act: () => go(searchPath(openId, typed, 'room')),
  }
  return [here, everywhere]
}

type Muting = { readonly isMuted: boolean; readonly toggle: () => void }

export function actionEntries(openId: string | undefined, go: Go, muting: Muting | undefined): Entry[] {
  const { theme, crt, density } = useLook.getState()
  const here: Entry[] = openId
    ? [
        {
          key: 'members',
          icon: Users,
          label: t`Show members`,
          act: () => go(`/rooms/${openId}?panel=members`),
        },
        {
          key: 'link',
          icon: Link2,
          label: t`Copy link to this room`,
          act: () => void copyLink(`/rooms/${openId}`, t`Link copied. Whoever opens it can join.`),
        },
      ]
    : []
  const mute: Entry[] = muting
    ? [
        {
          key: 'mute',
          icon: muting.isMuted ? Bell : BellOff,
          label: muting.isMuted ? t`Unmute this room` : t`Mute this room`,
          also: t`notifications sound`,
          act: muting.toggle,
        },
      ]
    : []
  return [
    { key: 'create', icon: Plus, label: t`Create room`, act: () => openDialog('create') },
    {
      key: 'discover',
      icon: Compass,
      label: t`Discover rooms`,
      also: t`browse join leave`,
      act: () => openDialog('discover'),
    },
    ...here,
    ...mute,
    {
      key: 'theme',
      icon: PaletteIcon,
      label: theme === 'neon' ? t`Switch to the amber theme` : t`Switch to the neon theme`,
      act: () => setLook({ theme: theme === 'neon' ? 'amber' : 'neon' }),
    },
    {
      key: 'crt',
      icon: Monitor,
      label: crt ? t`Turn CRT off` : t`Turn CRT on`,
      also: t`screen effect scan lines`,
      combo: 'Alt+C',
      act: () => setLook({ crt: !crt }),
    },
    {
      key: 'density',
      icon: Rows3,
      label: density === 'compact' ? t`Make lines comfy` : t`Make lines tight`,
      also: t`density compact comfortable`,
      act: () => setLook({ density: density === 'compact' ? 'comfortable' : 'compact' }),
    },
    {
      key: 'settings',
      icon: Settings,
      label: t`Open settings`,
      also: t`account password sessions notifications log out`,
      act: () => openDialog('settings'),
    },
    {
      key: 'keys',
      icon: Keyboard,
      label: t`Show keys`,
      also: t`shortcuts help`,
      combo: '?',
      act: () => openDialog('keys'),
    },
  ]
}

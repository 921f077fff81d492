import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { t } from '@lingui/core/macro'
import { ChevronRight, Compass } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { usePresence } from '../../features/members/presence-store.ts'
import { isMuted, setLoudness } from '../../features/notices/notice-settings.ts'
import { useWhether } from '../../features/oversight/lists.ts'
import { useFoundRooms } from '../../features/rooms/discover-list.ts'
import { useRooms } from '../../features/rooms/room-store.ts'
import { age } from '../../ui/time.ts'
import { useSettled } from '../../ui/use-settled.ts'
import {
  actionEntries,
  adminEntry,
  type Entry,
  peopleEntries,
  roomEntries,
  searchEntries,
} from './entries.ts'
import { type Found, findEntries, type Group } from './find-entries.ts'
import { PaletteRow } from './palette-row.tsx'

const roomsMax = 8
const peopleMax = 5
const settleMs = 150

/** Goes anywhere and does anything by a few letters. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const groups = useGroups(typed)
  const count = groups.reduce((sum, group) => sum + group.items.length, 0)

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-10 bg-black/60" />
        <Dialog.Popup
          aria-label={t`Go to or do`}
          className="appears fixed top-[14vh] left-1/2 z-10 flex max-h-[min(34rem,72dvh)] w-[min(38rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col rounded-sm border border-edge bg-overlay text-text shadow-dialog outline-none max-md:top-3 max-md:max-h-[calc(100dvh-1.5rem)]"
        >
          <Autocomplete.Root
            items={groups}
            filteredItems={groups}
            value={typed}
            onValueChange={(value, { reason }) => reason !== 'item-press' && setTyped(value)}
            open
            inline
            autoHighlight="always"
            keepHighlight
            itemToStringValue={(found: Found) => found.entry.label}
          >
            <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-4">
              <ChevronRight className="size-4 text-primary" aria-hidden />
              <Autocomplete.Input
                aria-label={t`Go to a room or person, or do something`}
                placeholder={t`Room, person or action`}
                className="h-full min-w-0 grow bg-transparent text-[1rem] text-strong outline-none"
              />
              <kbd className="rounded-xs border border-edge/60 bg-app px-1.5 py-0.5 font-tell text-[.8125rem] max-md:hidden">
                {t`Esc`}
              </kbd>
            </div>
            <Autocomplete.List className="min-h-0 grow overflow-y-auto p-2 outline-none">
              {(group: Group) => (
                <Autocomplete.Group key={group.label} items={group.items} className="pb-2">
                  <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1.5 font-label text-[.5rem] text-muted">
                    {group.label}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(found: Found) => (
                      <PaletteRow
                        key={found.entry.key}
                        found={found}
                        onPick={() => run(found.entry, onClose)}
                      />
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
            <Autocomplete.Empty className="px-5 pb-4 font-tell text-[.9375rem] text-muted empty:hidden">
              {t`Nothing fits. Fewer letters may help.`}
            </Autocomplete.Empty>
            <div className="flex h-9 shrink-0 items-center gap-5 border-t border-line px-4 font-tell text-[.8125rem] text-muted">
              <span className="max-md:hidden">{t`↑↓ move`}</span>
              <span className="max-md:hidden">{t`↵ open`}</span>
              <span className="ml-auto">{count === 1 ? t`1 result` : t`${count} results`}</span>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** First away, then act: what it opens takes the focus from there. */
function run(entry: Entry, onClose: () => void) {
  onClose()
  entry.act()
}

function useGroups(typed: string): Group[] {
  const [path, navigate] = useLocation()
  const openId = useOpenRoom(path)
  const presence = usePresence((state) => state.presence)
  const others = useOtherRooms(typed)
  const isAdministrator = useWhether().data?.administrator === true
  return useMemo(() => {
    const go = (to: string) => navigate(to)
    const muting = openId
      ? { isMuted: isMuted(openId), toggle: () => setLoudness(openId, isMuted(openId) ? 'all' : 'none') }
      : undefined
    const people = [...presence.online.values()]
    const all: Group[] = [
      { label: t`ROOMS`, items: findEntries(typed, roomEntries(go, age), roomsMax) },
      {
        label: t`OTHER ROOMS`,
        items: others.map((room) => ({
          entry: {
            key: room.id,
            icon: Compass,
            label: room.name,
            detail: t`not joined`,
            act: () => go(`/rooms/${room.id}`),
          },
          at: [],
        })),
      },
      {
        label: t`PEOPLE`,
        items: typed.trim() === '' ? [] : findEntries(typed, peopleEntries(people, openId, go), peopleMax),
      },
      {
        label: t`ACTIONS`,
        items: [
          ...findEntries(
            typed,
            [...actionEntries(openId, go, muting), ...(isAdministrator ? [adminEntry(go)] : [])],
            Number.POSITIVE_INFINITY,
          ),
          ...searchEntries(typed.trim(), openId, go).map((entry) => ({ entry, at: [] })),
        ],
      },
    ]
    return all.filter((group) => group.items.length > 0)
  }, [typed, openId, presence, others, isAdministrator, navigate])
}

function useOpenRoom(path: string): string | undefined {
  const id = /^\/rooms\/([^/]+)/.exec(path)?.[1]?.toLowerCase()
  return useRooms((state) => (id && state.byId[id] ? id : undefined))
}

const none: readonly never[] = []

/** Rooms that one is not in yet. */
function useOtherRooms(typed: string) {
  const settled = useSettled(typed.trim(), settleMs)
  const list = useFoundRooms(settled)
  const byId = useRooms((state) => state.byId)
  const page = settled !== '' && !list.isPlaceholderData ? list.data?.pages[0]?.rooms : undefined
  return useMemo(() => page?.filter((room) => !byId[room.id]).slice(0, 4) ?? none, [page, byId])
}

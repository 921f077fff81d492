import { lazy, Suspense, useCallback, useState } from 'react'
import type { MemberRoom, UserRef } from '../api/generated.ts'
import { MembersPanel } from '../features/members/members-panel.tsx'
import { useRooms } from '../features/rooms/room-store.ts'
import { useTyping } from '../features/typing/typing.ts'
import { TypingMark } from '../features/typing/typing-line.tsx'
import { part } from '../ui/part.ts'
import { MemberActs } from './member-acts.tsx'
import { type MemberAct, MemberMenu } from './member-menu.tsx'
import type { PanelName } from './use-panel.ts'

type Props = {
  readonly room: MemberRoom
  readonly me: UserRef
  readonly openId: number | undefined
  readonly panel: PanelName | undefined
  readonly show: (panel: PanelName | undefined) => void
  readonly words: string
  readonly scope: 'room' | 'all'
  readonly find: (words: string, scope: 'room' | 'all') => void
  readonly onPick: (roomId: string, messageId: number) => void
}

export const loadSearch = part(async () => ({
  default: (await import('../features/search/search-panel.tsx')).SearchPanel,
}))

const SearchPanel = lazy(loadSearch)

const nameOf = (roomId: string) => useRooms.getState().byId[roomId]?.name

/** What stands beside the room, if anything. */
export function RoomPanel({ room, me, openId, panel, show, words, scope, find, onPick }: Props) {
  const [picked, setPicked] = useState<{ readonly user: UserRef; readonly act: MemberAct }>()
  const drop = useCallback(() => setPicked(undefined), [])
  const writing = useTyping((state) => state[room.id])
  const close = () => show(undefined)

  if (panel === 'search')
    return (
      <Suspense fallback={null}>
        <SearchPanel
          room={room}
          words={words}
          scope={scope}
          openId={openId}
          roomNameOf={nameOf}
          onSearch={find}
          onPick={onPick}
          onClose={close}
        />
      </Suspense>
    )
  if (panel !== 'members') return null
  return (
    <>
      <MembersPanel
        room={room}
        me={me}
        onClose={close}
        extra={(user, isMuted) => (
          <>
            {room.role === 'owner' && (
              <MemberMenu user={user} isMuted={isMuted} onPick={(act) => setPicked({ user, act })} />
            )}
            {writing?.some((one) => one.id === user.id) && <TypingMark />}
          </>
        )}
      />
      {picked && <MemberActs room={room} {...picked} onClose={drop} />}
    </>
  )
}

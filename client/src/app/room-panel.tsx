import { Crown } from 'lucide-react'
import { useState } from 'react'
import type { Room, UserRef } from '../api/contract.ts'
import { MembersPanel } from '../features/members/members-panel.tsx'
import { HandOverDialog } from '../features/rooms/hand-over-dialog.tsx'
import { SearchPanel } from '../features/search/search-panel.tsx'
import { useTyping } from '../features/typing/typing.ts'
import { TypingMark } from '../features/typing/typing-line.tsx'
import type { PanelName } from './use-panel.ts'

type Props = {
  readonly room: Room
  readonly me: UserRef
  readonly openId: number | undefined
  readonly panel: PanelName | undefined
  readonly show: (panel: PanelName | undefined) => void
  readonly words: string
  readonly find: (words: string) => void
  readonly onPick: (messageId: number) => void
}

/** What stands beside the room, if anything. */
export function RoomPanel({ room, me, openId, panel, show, words, find, onPick }: Props) {
  const [heir, setHeir] = useState<UserRef>()
  const writing = useTyping((state) => state[room.id])
  const close = () => show(undefined)

  if (panel === 'search')
    return (
      <SearchPanel room={room} words={words} openId={openId} onWords={find} onPick={onPick} onClose={close} />
    )
  if (panel !== 'members') return null
  return (
    <>
      <MembersPanel
        room={room}
        me={me}
        onClose={close}
        extra={(user) => (
          <>
            {writing?.some((one) => one.id === user.id) && <TypingMark />}
            {room.role === 'owner' && <MakeOwner user={user} onPick={() => setHeir(user)} />}
          </>
        )}
      />
      {heir && <HandOverDialog room={room} to={heir} onClose={() => setHeir(undefined)} />}
    </>
  )
}

/** Only the owner has it: at the name one points at, or has the focus on; always where there is no pointer. */
function MakeOwner({ user, onPick }: { readonly user: UserRef; readonly onPick: () => void }) {
  const label = `Make ${user.username} the owner`
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onPick}
      className="grid size-7 shrink-0 place-items-center rounded-xs text-muted opacity-0 group-hover/member:opacity-100 hover:bg-overlay hover:text-accent focus-visible:opacity-100 max-md:size-11 max-md:opacity-100"
    >
      <Crown className="size-4" aria-hidden />
    </button>
  )
}

import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { queries } from '../api/queries.ts'
import { Conversation } from '../features/messages/conversation.tsx'
import { beginWith, readRoom } from '../features/messages/timelines.ts'
import { Announcer } from '../ui/announcer.tsx'
import { ada } from './people.ts'
import type { Deed, RoomModel } from './room-model.ts'

const nothing = () => undefined

/** The virtualizer draws what fits; a page without layout has to be told how much that is. */
export function giveLayout() {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(40)
  HTMLElement.prototype.scrollTo = nothing
}

/** Ada opens the room "engine", id "r", after these deeds, with so many lines of it here. */
export function openConversation(room: RoomModel, deeds: readonly Deed[], pageLimit = 50) {
  for (const deed of deeds) room.act(deed)
  readRoom('r')
  beginWith('r', room.page(pageLimit))
  return render(
    <QueryClientProvider client={queries}>
      <Conversation
        roomId="r"
        roomName="engine"
        isTrimmed={false}
        me={ada}
        isOwner={false}
        unread={0}
        readSeqNow={() => 0}
        onSeen={nothing}
        onLookedAway={nothing}
        onLatest={nothing}
        onWrite={nothing}
        onSaid={nothing}
      />
      <Announcer />
    </QueryClientProvider>,
  )
}

import { t } from '@lingui/core/macro'
import { navigate } from 'wouter/use-browser-location'
import { basePath } from '../api/base-path.ts'
import type { Batch, Me, UserRef, Welcome } from '../api/generated.ts'
import { queries } from '../api/queries.ts'
import { sessionOver, useAccount } from '../features/accounts/account-store.ts'
import * as memberLists from '../features/members/member-lists.ts'
import * as presence from '../features/members/presence-store.ts'
import { stopEditing } from '../features/messages/editing.ts'
import { keepComplete } from '../features/messages/fetching.ts'
import { forgetKept, keepFor, stopKeeping, watchUnsent } from '../features/messages/keeping.ts'
import { emptyOutbox, hearOwn, pump, refuseRoom } from '../features/messages/outbox-store.ts'
import * as timelines from '../features/messages/timelines.ts'
import { followOtherTabs, forgetNotices } from '../features/notices/notice-settings.ts'
import { showThatOneLooks, tell } from '../features/notices/tell.ts'
import { keepMarked } from '../features/rooms/marking.ts'
import * as mentions from '../features/rooms/mentions.ts'
import * as previews from '../features/rooms/previews.ts'
import * as rooms from '../features/rooms/room-store.ts'
import { fetchLook } from '../features/status/look-sync.ts'
import * as typing from '../features/typing/typing.ts'
import { link } from '../realtime/the-link.ts'
import { forgetPeople } from '../ui/people.ts'
import { endFinding } from '../ui/sought.ts'
import { hidePerson } from '../ui/whose-card.ts'
import { closeDialog } from './dialogs.ts'
import { gatherer } from './gather.ts'

let epoch: string | undefined
let person: UserRef | undefined

/** The one path from the socket to what the page shows. Call once, before anything renders. */
export function wire() {
  keepComplete((roomId) => rooms.useRooms.getState().byId[roomId] !== undefined)
  keepMarked()
  watchUnsent()
  followOtherTabs()
  showThatOneLooks()
  useAccount.subscribe((account, before) => {
    if (account.at === 'in') enter(account.user)
    else if (before.at === 'in') exit(account.at === 'out' && account.how === 'logout')
  })
  link.state.subscribe((state, before) => {
    if (state.at === 'up' && before.at !== 'up') pump()
    if (state.at !== 'up' && before.at === 'up') typing.forgetTyping()
  })
  rooms.useRooms.subscribe((state, before) => {
    if (state.farewells === before.farewells) return
    for (const [id, farewell] of Object.entries(state.farewells))
      if (farewell !== before.farewells[id]) bury(id, farewell.reason === 'deleted')
  })
  watchTheMachine()
}

function enter(user: Me) {
  // Unsent lines outlive a session that ended under the same person; nobody else may send them.
  if (person?.id !== user.id) {
    stopKeeping()
    emptyOutbox()
  }
  person = user
  void keepFor(user.id)
  void fetchLook()
  epoch = undefined
  rooms.startRooms(user.id)
  timelines.startTimelines(user.id)
  link.open({
    greeting: () => ({ cursors: timelines.cursors(), ...(epoch === undefined ? {} : { epoch }) }),
    welcomed,
    receive: batches.add,
    ended: sessionOver,
  })
}

/** Nobody is in: nothing of the person stays on the page, and after a logout nothing on the machine. */
function exit(isWish: boolean) {
  link.close()
  batches.drop()
  rooms.startRooms('')
  timelines.startTimelines('')
  typing.forgetTyping()
  previews.forgetPreviews()
  mentions.forgetMentions()
  forgetPeople()
  hidePerson()
  stopEditing()
  closeDialog()
  endFinding()
  queries.clear()
  if (!isWish) return
  forgetKept()
  forgetNotices()
  emptyOutbox()
}

function welcomed(welcome: Welcome) {
  batches.flush()
  const isOtherEpoch = epoch !== undefined && epoch !== welcome.epoch
  epoch = welcome.epoch
  if (isOtherEpoch) timelines.resetAll()
  rooms.receiveWelcome(welcome, isOtherEpoch)
  previews.agePreviews()
  const missed = isOtherEpoch ? [] : welcome.catchUp
  timelines.receiveWelcome(welcome.rooms, missed)
  for (const entry of missed) if ('events' in entry) mentions.receiveBatch(entry, welcome.user)
}

const batches = gatherer(receive)

function receive(batch: Batch) {
  rooms.receiveBatch(batch)
  previews.receiveBatch(batch)
  timelines.receiveBatch(batch)
  presence.receiveBatch(batch)
  memberLists.receiveBatch(batch)
  if (!person) return
  const me = person
  mentions.receiveBatch(batch, me)
  typing.receiveBatch(batch, me.id)
  hearOwn(batch, me.id)
  void tell(batch, {
    me,
    openId: /^\/rooms\/([^/]+)/.exec(location.pathname.slice(basePath.length))?.[1]?.toLowerCase(),
    nameOf: (roomId) => rooms.useRooms.getState().byId[roomId]?.name,
    goTo: navigate,
  })
}

function bury(roomId: string, isDeleted: boolean) {
  timelines.forgetRoom(roomId)
  refuseRoom(
    roomId,
    isDeleted
      ? { code: 'roomNotFound', message: t`The room is gone.` }
      : { code: 'notMember', message: t`You are not in this room any more.` },
  )
}

/** A network that came back and a machine that woke: both know of a dead socket before the socket does. */
function watchTheMachine() {
  const asleepMs = 30_000
  let last = Date.now()
  setInterval(() => {
    if (Date.now() - last > asleepMs) link.dialNow()
    last = Date.now()
  }, 5_000)
  addEventListener('online', () => link.dialNow())
  addEventListener('offline', () => link.dialNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') link.dialNow()
  })
}

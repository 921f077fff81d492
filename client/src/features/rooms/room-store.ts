import { create } from 'zustand'
import type { Answer } from '../../api/answer.ts'
import type {
  Batch,
  CreateRoomRequest,
  EditRoomRequest,
  LiveEvent,
  MemberRoom,
  ReadMark,
  Welcome,
} from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { uuid7 } from '../../api/uuid7.ts'
import { applyInterval } from './apply-interval.ts'
import * as rooms from './rooms.ts'

type RoomStore = rooms.Rooms & { readonly me: string; readonly isKnown: boolean }

const nothing: RoomStore = { ...rooms.noRooms, me: '', isKnown: false }

/** My rooms. `isKnown` once the server has told them. */
export const useRooms = create<RoomStore>()(() => nothing)

export const useRoom = (roomId: string) => useRooms((state) => state.byId[roomId])

export function startRooms(me: string) {
  useRooms.setState({ ...nothing, me }, true)
}

export function receiveWelcome(welcome: Welcome, isOtherEpoch: boolean) {
  update((state) => rooms.setAll(state, welcome.rooms, isOtherEpoch))
  useRooms.setState({ isKnown: true })
}

export function receiveBatch(batch: Batch) {
  if (!('roomId' in batch)) return update((state) => batch.events.reduce(rooms.applyPersonal, state))
  if ('reset' in batch) return void askAgain(batch.roomId)
  if (!('upTo' in batch)) {
    update((state) => batch.events.reduce(countOnline(batch.roomId), state))
    for (const event of batch.events) if (event.type === 'roomTrimmed') lose(batch.roomId, event.trimmedSeq)
    return
  }
  const after = applyInterval(useRooms.getState(), batch.roomId, batch, useRooms.getState().me)
  if (after === 'gap') void askAgain(batch.roomId)
  else update(() => after)
}

/** The room is before the person's eyes up to this seq; `isEnd`: and so is whatever comes next. */
export function seeRoom(roomId: string, seq: number, isEnd: boolean) {
  update((state) => rooms.see(state, roomId, seq, isEnd))
}

export function lookAway(roomId: string) {
  update((state) => rooms.lookAway(state, roomId))
}

/** Looks a room up by its address: mine, a stranger's, or none. */
export async function lookUp(roomId: string): Promise<Answer<MemberRoom>> {
  return learn(await request('GET', '/api/rooms/{roomId}', { path: { roomId } }))
}

export async function join(roomId: string): Promise<Answer<MemberRoom>> {
  const answer = learn(await request('POST', '/api/rooms/{roomId}/join', { path: { roomId } }))
  // An earlier try whose answer was lost may have worked.
  return 'refusal' in answer && answer.refusal.code === 'alreadyMember' ? lookUp(roomId) : answer
}

/** The id is the client's, so that a repeated try makes no second room. */
export async function makeRoom(name: string, description: string, id: string): Promise<Answer<MemberRoom>> {
  const body: CreateRoomRequest = { name, id, ...(description.trim() ? { description } : {}) }
  return learn(await request('POST', '/api/rooms', { body }))
}

export const newRoomId = uuid7

export async function editRoom(
  roomId: string,
  name: string,
  description: string,
): Promise<Answer<MemberRoom>> {
  const body: EditRoomRequest = { name, description: description.trim() === '' ? null : description }
  return learn(await request('PATCH', '/api/rooms/{roomId}', { path: { roomId }, body }))
}

export async function deleteRoom(roomId: string): Promise<Answer<void>> {
  const answer = await request('DELETE', '/api/rooms/{roomId}', { path: { roomId } })
  // An earlier try whose answer was lost may have worked.
  if ('refusal' in answer && answer.refusal.code !== 'roomNotFound') return answer
  update((state) => rooms.remove(state, roomId, 'deleted'))
  return { value: undefined }
}

/** Gives the room to another member. The event that tells everyone tells this page too. */
export const handOver = (roomId: string, userId: string) =>
  request('PUT', '/api/rooms/{roomId}/members/{userId}', {
    path: { roomId, userId },
    body: { role: 'owner' },
  })

export async function leave(roomId: string): Promise<Answer<void>> {
  const answer = await request('POST', '/api/rooms/{roomId}/leave', { path: { roomId } })
  const isOut =
    'value' in answer || answer.refusal.code === 'notMember' || answer.refusal.code === 'roomNotFound'
  if (!isOut) return answer
  update((state) => rooms.remove(state, roomId, 'left'))
  return { value: undefined }
}

/** What was too old is removed; how much of it was unread only the server knows. */
function lose(roomId: string, trimmedSeq: number) {
  update((state) => rooms.trimmed(state, roomId, trimmedSeq))
  const room = useRooms.getState().byId[roomId]
  if (room && room.unread > 0 && room.readSeq < trimmedSeq) void askAgain(roomId)
}

async function askAgain(roomId: string) {
  const toldBefore = toldAt(roomId)
  const answer = await lookUp(roomId).catch(() => undefined)
  // Where no answer came the link is about to be dialled anew, and Hello tells all rooms.
  if (!answer || !('refusal' in answer) || answer.refusal.code !== 'notMember') return
  // Told meanwhile that the room is mine, the person came back after it was refused.
  if (toldAt(roomId) === toldBefore) update((state) => rooms.remove(state, roomId, 'removed'))
}

/** How far the room reached when it was last told as a whole. */
const toldAt = (roomId: string) => useRooms.getState().heard[roomId]?.since

const countOnline =
  (roomId: string) =>
  (state: rooms.Rooms, event: LiveEvent): rooms.Rooms => {
    const room = state.byId[roomId]
    if (event.type !== 'presenceChanged' || !room || room.onlineCount === event.onlineCount) return state
    return { ...state, byId: { ...state.byId, [roomId]: { ...room, onlineCount: event.onlineCount } } }
  }

function learn(answer: Answer<MemberRoom>): Answer<MemberRoom> {
  if ('value' in answer) update((state) => rooms.setOne(state, answer.value))
  return answer
}

/** The answer to a mark. The event that goes with it comes at its place among the lines, and knows better. */
export function learnMark(roomId: string, mark: ReadMark) {
  update((state) =>
    mark.readSeq > (state.byId[roomId]?.readSeq ?? 0) ? rooms.moveMark(state, roomId, mark) : state,
  )
}

/** How much of the room has been seen here: at least what the server knows. */
export function readSeqOf(roomId: string): number {
  const { byId, seen } = useRooms.getState()
  return Math.max(byId[roomId]?.readSeq ?? 0, seen[roomId] ?? 0)
}

function update(how: (state: rooms.Rooms) => rooms.Rooms) {
  const state = useRooms.getState()
  const after = how(state)
  if (after !== state) useRooms.setState({ ...after, me: state.me, isKnown: state.isKnown }, true)
}

import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { dropSession } from '../api/session.ts'
import { emptyOutbox, say, sayAgain, useOutbox } from '../features/messages/outbox-store.ts'
import { readingOf, readRoom } from '../features/messages/timelines.ts'
import { useRooms } from '../features/rooms/room-store.ts'
import { link } from '../realtime/the-link.ts'
import { settled } from '../testing/fake-hub.ts'
import { ModelServer } from '../testing/model-server.ts'
import { ada, ken } from '../testing/people.ts'
import { startClient } from '../testing/start-client.ts'
import { wire } from './wire.ts'

vi.mock('../realtime/dial-hub.ts', async () => ({
  dialHub: (await import('../testing/start-client.ts')).dialModel,
}))

let server: ModelServer
const texts = (roomId = 'r') => readingOf(roomId)?.timeline?.messages.map((message) => message.text)
const lines = () => useOutbox.getState().lines

beforeAll(() => {
  vi.useFakeTimers()
  wire()
})

beforeEach(async () => {
  server = new ModelServer(ada)
  server.addRoom('r')
  server.act('r', { do: 'post', by: ken, text: 'old' })
  startClient(server)
  await vi.advanceTimersByTimeAsync(0)
  readRoom('r')
  await vi.advanceTimersByTimeAsync(0)
})

afterEach(async () => {
  dropSession()
  emptyOutbox()
  await settled()
  vi.unstubAllGlobals()
})

test('what others do in the open room appears', async () => {
  const posted = server.act('r', { do: 'post', by: ken, text: 'new' })
  expect(texts()).toEqual(['old', 'new'])
  server.act('r', { do: 'edit', id: posted?.seq ?? 0, text: 'newer' })
  expect(texts()).toEqual(['old', 'newer'])
})

test('an own line goes out, comes back, and is there once', async () => {
  say('r', 'hello')
  await vi.advanceTimersByTimeAsync(0)
  expect(lines()).toEqual([])
  expect(texts()).toEqual(['old', 'hello'])
})

test('a line whose event came is sent, even if its answer never comes', async () => {
  server.fates.push('loseAnswer')
  say('r', 'hello')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(server.sends).toHaveLength(1)
  expect(texts()).toEqual(['old', 'hello'])
  expect(lines()).toEqual([])
})

test('a line that was kept while the link broke is sent again under the same name, and is there once', async () => {
  server.fates.push('breakFirst')
  say('r', 'hello')
  await settled()
  expect(lines()).toMatchObject([{ text: 'hello', state: 'waiting' }])

  await vi.advanceTimersByTimeAsync(30_000)
  expect(server.sends).toHaveLength(2)
  expect(server.sends[0]).toEqual(server.sends[1])
  expect(texts()).toEqual(['old', 'hello'])
  expect(lines()).toEqual([])
})

test('lines said while the link is down go out in order when it is back', async () => {
  server.isReachable = false
  server.cut()
  await settled()
  say('r', 'one')
  say('r', 'two')
  say('r', 'three')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.sends).toEqual([])

  server.isReachable = true
  await vi.advanceTimersByTimeAsync(30_000)
  expect(texts()).toEqual(['old', 'one', 'two', 'three'])
  expect(lines()).toEqual([])
})

test('a line that met `busy` is repeated by itself, before the later ones of its room', async () => {
  server.fates.push({ code: 'busy', message: 'not now' })
  say('r', 'one')
  say('r', 'two')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(server.sends.map((send) => send.text)).toEqual(['one', 'one', 'two'])
  expect(new Set(server.sends.map((send) => send.clientId)).size).toBe(2)
  expect(texts()).toEqual(['old', 'one', 'two'])
})

test('a refused line stays with its reason until the person retries it', async () => {
  server.fates.push({ code: 'invalid', message: 'no' })
  say('r', 'hello')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(lines()).toMatchObject([{ text: 'hello', state: 'failed', refusal: { code: 'invalid' } }])

  sayAgain(lines()[0]?.clientId ?? '')
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toEqual(['old', 'hello'])
  expect(lines()).toEqual([])
})

test('whoever speaks too fast waits as told, in order, and then is heard by itself', async () => {
  server.fates.push({ code: 'rateLimited', message: 'too fast', retryAfterMs: 4_000 })
  say('r', 'one')
  say('r', 'two')
  await vi.advanceTimersByTimeAsync(3_900)
  expect(lines()).toMatchObject([
    { text: 'one', state: 'held' },
    { text: 'two', state: 'waiting' },
  ])
  expect(server.sends).toHaveLength(1)

  await vi.advanceTimersByTimeAsync(200)
  expect(texts()).toEqual(['old', 'one', 'two'])
  expect(lines()).toEqual([])
})

test('in slow mode a line waits as told; where that is long, or who speaks is muted, the person decides', async () => {
  server.fates.push({ code: 'slowMode', message: 'slow', retryAfterMs: 30_000 })
  say('r', 'one')
  await vi.advanceTimersByTimeAsync(29_000)
  expect(lines()).toMatchObject([{ text: 'one', state: 'held', isSlow: true }])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(texts()).toEqual(['old', 'one'])

  server.fates.push({ code: 'slowMode', message: 'slow', retryAfterMs: 3_600_000 })
  server.fates.push({ code: 'muted', message: 'muted', retryAfterMs: 4_000 })
  say('r', 'two')
  say('r', 'three')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(lines()).toMatchObject([
    { text: 'two', state: 'failed', refusal: { code: 'slowMode' } },
    { text: 'three', state: 'failed', refusal: { code: 'muted' } },
  ])
})

test('told again and again to wait, a line stays until the person decides', async () => {
  for (let time = 0; time < 6; time++)
    server.fates.push({ code: 'rateLimited', message: 'too fast', retryAfterMs: 1_000 })
  say('r', 'hello')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.sends).toHaveLength(6)
  expect(lines()).toMatchObject([{ state: 'failed', refusal: { code: 'rateLimited' } }])
})

test('after a cut the room is caught up, also over more than one page', async () => {
  server.isReachable = false
  server.cut()
  for (let number = 1; number <= 12; number++) server.act('r', { do: 'post', by: ken, text: `${number}` })
  server.isReachable = true
  await vi.advanceTimersByTimeAsync(30_000)
  expect(texts()?.slice(-2)).toEqual(['11', '12'])
  expect(texts()).toHaveLength(13)
  expect(useRooms.getState().byId.r?.lastSeq).toBe(14)
})

test('a batch that leaves a hole is held until the hole is filled', async () => {
  const room = server.rooms.get('r')
  room?.act({ do: 'post', by: ken, text: 'missed' })
  server.act('r', { do: 'post', by: ken, text: 'heard' })
  expect(texts()).toEqual(['old'])
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toEqual(['old', 'missed', 'heard'])
})

test('a reset drops what was read and reads the newest page', async () => {
  const room = server.rooms.get('r')
  room?.act({ do: 'post', by: ken, text: 'elsewhere' })
  server.push({ roomId: 'r', lastSeq: 3, reset: true })
  expect(texts()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toEqual(['old', 'elsewhere'])
})

test('a restored database is read anew', async () => {
  server.isReachable = false
  server.cut()
  server.rooms.delete('r')
  server.addRoom('r')
  server.act('r', { do: 'post', by: ken, text: 'from the backup' })
  server.epoch = 'e2'
  server.isReachable = true
  await vi.advanceTimersByTimeAsync(30_000)
  expect(texts()).toEqual(['from the backup'])
})

test('a room that is gone when the link is back is dropped, and its unsent lines say why', async () => {
  server.isReachable = false
  server.cut()
  await settled()
  say('r', 'too late')
  server.rooms.delete('r')
  server.isReachable = true
  server.fates.push({ code: 'roomNotFound', message: 'gone' })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(readingOf('r')).toBeUndefined()
  expect(useRooms.getState().byId.r).toBeUndefined()
  expect(lines()).toMatchObject([{ text: 'too late', state: 'failed' }])
})

test('a session that ends closes the link and stays closed', async () => {
  server.push({ events: [{ type: 'sessionEnded', reason: 'revoked' }] })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(link.state.getState()).toEqual({ at: 'closed' })
})

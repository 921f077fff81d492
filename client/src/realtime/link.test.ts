import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Batch } from '../api/generated.ts'
import { FakeHub, settled, welcome } from '../testing/fake-hub.ts'
import { LinkLost } from './line.ts'
import { Link } from './link.ts'

const renewInMs = 540_000
const goAway: Batch = { events: [{ type: 'goAway', reconnectWithinMs: 3_000 }] }
const live = (upTo: number): Batch => ({ roomId: 'r', after: upTo - 1, upTo, events: [] })

let hub: FakeHub
let link: Link
let heard: string[]
const renew = vi.fn(async () => true)

beforeEach(() => {
  vi.useFakeTimers()
  hub = new FakeHub()
  heard = []
  renew.mockReset().mockResolvedValue(true)
  link = new Link({ dial: hub.dial, renew, renewInMs: () => renewInMs, random: () => 1 })
})

afterEach(() => {
  link.close()
  vi.useRealTimers()
})

async function open() {
  link.open({
    greeting: () => ({ cursors: [], epoch: 'e' }),
    welcomed: () => heard.push('welcome'),
    receive: (batch) => heard.push('upTo' in batch ? `up to ${batch.upTo}` : 'other'),
    ended: () => heard.push('ended'),
  })
  await settled()
}

const at = () => link.state.getState().at

test('what comes before the answer to Hello waits until it is applied', async () => {
  await open()
  hub.socket.push(live(7))
  hub.socket.push(live(8))
  expect(heard).toEqual([])

  await hub.socket.welcome()
  expect(heard).toEqual(['welcome', 'up to 7', 'up to 8'])
  expect(at()).toBe('up')
})

test('a lost link is dialled again after a wait that grows, and stops growing once it is up', async () => {
  await open()
  await hub.socket.welcome()
  hub.isReachable = false
  await hub.socket.cut()
  expect(link.state.getState()).toMatchObject({ at: 'waiting', attempt: 1, until: Date.now() + 1_000 })

  await vi.advanceTimersByTimeAsync(1_000)
  expect(link.state.getState()).toMatchObject({ at: 'waiting', attempt: 2, until: Date.now() + 2_000 })
  for (let attempt = 3; attempt < 12; attempt++) await vi.advanceTimersByTimeAsync(30_000)
  expect(link.state.getState()).toMatchObject({ until: expect.any(Number) })

  hub.isReachable = true
  await vi.advanceTimersByTimeAsync(30_000)
  await hub.socket.welcome()
  await hub.socket.cut()
  expect(link.state.getState()).toMatchObject({ at: 'waiting', attempt: 1 })
})

test('the person may dial without waiting', async () => {
  await open()
  await hub.socket.welcome()
  await hub.socket.cut()
  link.dialNow()
  await settled()
  await hub.socket.welcome()
  expect(at()).toBe('up')
  expect(hub.sockets).toHaveLength(2)
})

test('a gateway that goes away is left only after another has taken over', async () => {
  await open()
  await hub.socket.welcome()
  const [first] = hub.sockets
  first?.push(goAway)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(hub.sockets).toHaveLength(2)
  expect(first?.isOpen).toBe(true)

  first?.push(live(9))
  hub.socket.push(live(10))
  await hub.socket.welcome()
  expect(heard).toEqual(['welcome', 'other', 'up to 9', 'welcome', 'up to 10'])
  expect(first?.isOpen).toBe(false)
  expect(at()).toBe('up')
})

test('a call that is under way keeps the old line until its answer is in', async () => {
  await open()
  await hub.socket.welcome()
  const first = hub.socket
  const answer = link.command('SendMessage', { roomId: 'r', clientId: 'c', text: 'hi' })
  first.push(goAway)
  await vi.advanceTimersByTimeAsync(3_000)
  await hub.socket.welcome()
  expect(first.isOpen).toBe(true)

  await first.lastCall().answer({ value: 'kept' })
  expect(await answer).toEqual({ value: 'kept' })
  expect(first.isOpen).toBe(false)
})

test('when moving fails, the old line serves on and the move is tried again', async () => {
  await open()
  await hub.socket.welcome()
  const first = hub.socket
  hub.isReachable = false
  first.push(goAway)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(at()).toBe('up')
  expect(first.isOpen).toBe(true)

  hub.isReachable = true
  await vi.advanceTimersByTimeAsync(5_000)
  await hub.socket.welcome()
  expect(first.isOpen).toBe(false)
  expect(at()).toBe('up')
})

test('before the access token ends it is renewed, and the line with it', async () => {
  await open()
  await hub.socket.welcome()
  const first = hub.socket
  await vi.advanceTimersByTimeAsync(renewInMs)
  expect(renew).toHaveBeenCalledTimes(1)
  await hub.socket.welcome()
  expect(hub.sockets).toHaveLength(2)
  expect(first.isOpen).toBe(false)
  expect(at()).toBe('up')
})

test('no answer within ten seconds means that the link is lost', async () => {
  await open()
  await hub.socket.welcome()
  const outcome = link
    .command('SendMessage', { roomId: 'r', clientId: 'c', text: 'hi' })
    .catch((error) => error)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await outcome).toBeInstanceOf(LinkLost)
  expect(at()).toBe('waiting')
})

test('a machine that woke up finds a dead socket out within three seconds', async () => {
  await open()
  await hub.socket.welcome()
  link.dialNow()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(at()).toBe('waiting')
})

test('a socket that answers a probe, even with a refusal, is alive', async () => {
  await open()
  await hub.socket.welcome()
  link.dialNow()
  await hub.socket.lastCall().answer({ refusal: { code: 'helloTwice', message: 'twice' } })
  await vi.advanceTimersByTimeAsync(3_000)
  expect(at()).toBe('up')
})

test('a session that ended is not dialled for again', async () => {
  await open()
  await hub.socket.welcome()
  hub.socket.push({ events: [{ type: 'sessionEnded', reason: 'revoked' }] })
  expect(heard.at(-1)).toBe('ended')
  link.close()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(hub.sockets).toHaveLength(1)
})

test('a line that is closed while it is dialled brings nothing any more', async () => {
  await open()
  const dialled = hub.socket
  link.close()
  await dialled.welcome(welcome)
  expect(heard).toEqual([])
  expect(dialled.isOpen).toBe(false)
  expect(at()).toBe('closed')
})

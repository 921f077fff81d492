import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { dropSession } from '../api/session.ts'
import { readingOf, readRoom, useTimelines } from '../features/messages/timelines.ts'
import { useRooms } from '../features/rooms/room-store.ts'
import { settled } from '../testing/fake-hub.ts'
import { ModelServer } from '../testing/model-server.ts'
import { ada, ken } from '../testing/people.ts'
import { startClient } from '../testing/start-client.ts'
import { wire } from './wire.ts'

vi.mock('../realtime/dial-hub.ts', async () => ({
  dialHub: (await import('../testing/start-client.ts')).dialModel,
}))

let server: ModelServer
let held: (() => void)[] = []
const texts = () => readingOf('r')?.timeline?.messages.map((message) => message.text)
const isMine = () => useRooms.getState().byId.r !== undefined

beforeAll(() => {
  vi.useFakeTimers()
  wire()
})

beforeEach(async () => {
  server = new ModelServer(ada)
  server.addRoom('r')
  server.act('r', { do: 'post', by: ken, text: 'old' })
  startClient(server)
  // What came fast in the test before is no reason to wait in this one.
  await vi.advanceTimersByTimeAsync(200)
})

afterEach(async () => {
  held = []
  dropSession()
  await settled()
  vi.unstubAllGlobals()
})

/** What is asked from now on is refused as a stranger's would be; the answers are on their way until `answerNow`. */
function refuseSlowly(code: 'notMember' | 'roomNotFound') {
  vi.stubGlobal('fetch', async () => {
    await new Promise<void>((resolve) => held.push(resolve))
    return Response.json({ code }, { status: code === 'notMember' ? 403 : 404 })
  })
}

const answerNow = async () => {
  vi.stubGlobal('fetch', server.fetch)
  for (const answer of held) answer()
  await vi.advanceTimersByTimeAsync(10)
}

const leave = () => server.push({ events: [{ type: 'roomLeft', roomId: 'r', seq: 9, reason: 'left' }] })
const comeBack = () => server.push({ events: [{ type: 'roomJoined', room: server.describe('r') }] })

function missOne() {
  server.rooms.get('r')?.act({ do: 'post', by: ken, text: 'missed' })
  server.act('r', { do: 'post', by: ken, text: 'heard' })
}

test.each(['notMember', 'roomNotFound'] as const)(
  'whoever left and came back reads on, though `%s` comes late: asked for what was missed',
  async (code) => {
    readRoom('r')
    await vi.advanceTimersByTimeAsync(0)
    refuseSlowly(code)
    missOne()
    await settled()
    leave()
    comeBack()
    readRoom('r')

    await answerNow()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(texts()).toEqual(['old', 'missed', 'heard'])
    expect(useTimelines.getState().troubled.size).toBe(0)
  },
)

test('whoever left and came back reads on, though a refusal comes late: asked for the first page', async () => {
  refuseSlowly('notMember')
  readRoom('r')
  await settled()
  leave()
  comeBack()
  readRoom('r')

  await answerNow()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(texts()).toEqual(['old'])
})

test('a refusal before the socket tells why is asked again, and what the socket then says is believed', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ code: 'notMember' }, { status: 403 }))
  readRoom('r')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(isMine()).toBe(true)
  expect(readingOf('r')).toBeDefined()

  leave()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(isMine()).toBe(false)
  expect(readingOf('r')).toBeUndefined()
  expect(useTimelines.getState().troubled.size).toBe(0)
})

test('a room that is asked about anew stays in the list when its person came back meanwhile', async () => {
  refuseSlowly('notMember')
  server.push({ roomId: 'r', lastSeq: 3, reset: true })
  await settled()
  leave()
  server.act('r', { do: 'join', by: ada })
  comeBack()

  await answerNow()
  expect(isMine()).toBe(true)
})

test('a room that is asked about anew and is not mine any more leaves the list', async () => {
  refuseSlowly('notMember')
  server.push({ roomId: 'r', lastSeq: 3, reset: true })
  await settled()
  await answerNow()
  expect(isMine()).toBe(false)
})

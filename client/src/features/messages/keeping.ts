import { createStore, delMany, entries, setMany, type UseStore } from 'idb-keyval'
import { useDrafts } from './drafts.ts'
import { leave, withLeft } from './leftover.ts'
import type { Unsent } from './outbox.ts'
import { adopt, useOutbox } from './outbox-store.ts'

export type Kept = Unsent | string

/** What one person has written and nobody else has yet: it outlives the page, not the login. */
let person: string | undefined
let store: UseStore | undefined
let written = new Map<string, Kept>()
let writing = Promise.resolve()
let writesUnderWay = 0
/** What was kept before is known. */
let isRead = false

/** Begins to keep what this person writes, with what an earlier page of theirs has left. Call `watchUnsent` once before. */
export async function keepFor(userId: string) {
  person = userId
  isRead = false
  const prefix = `${userId} `
  const found = await all().catch(() => [])
  if (person !== userId) return
  const before = found.filter(([key]) => key.startsWith(prefix))
  const mine = withLeft(userId, before)
  written = new Map(before)
  isRead = true
  // What was under way when the page went may have been kept by the server, or not: it goes again under its name.
  const lines = mine.flatMap(([, kept]) => (typeof kept === 'string' ? [] : [asWaiting(kept)]))
  adopt(lines.sort((one, other) => (one.clientId < other.clientId ? -1 : 1)))
  const drafts = mine.flatMap(([key, kept]) =>
    typeof kept === 'string' ? [[key.slice(prefix.length), kept] as const] : [],
  )
  useDrafts.setState((present) => ({ ...Object.fromEntries(drafts), ...present }))
}

/** What is unsent now is not this person's any more, but theirs may stay for when they are back. */
export function stopKeeping() {
  person = undefined
  written = new Map()
  useDrafts.setState({}, true)
}

/** The person has logged out: nothing of theirs stays on this machine. */
export function forgetKept() {
  const keys = [...written.keys()]
  stopKeeping()
  write((opened) => delMany(keys, opened))
}

/** Every change of what is unsent or begun is kept. Call once. */
export function watchUnsent() {
  useOutbox.subscribe(keep)
  useDrafts.subscribe(keep)
  addEventListener('pagehide', () => {
    if (person !== undefined && writesUnderWay > 0) leave(person, { isWhole: isRead, entries: [...written] })
  })
}

function keep() {
  if (person === undefined) return
  const wanted = new Map<string, Kept>()
  for (const line of useOutbox.getState().lines) wanted.set(`${person} ${line.clientId}`, line)
  for (const [roomId, text] of Object.entries(useDrafts.getState()))
    if (text.trim() !== '') wanted.set(`${person} ${roomId}`, text)
  const fresh = [...wanted].filter(([key, kept]) => written.get(key) !== kept)
  const gone = [...written.keys()].filter((key) => !wanted.has(key))
  written = wanted
  if (fresh.length > 0) write((opened) => setMany(fresh, opened))
  if (gone.length > 0) write((opened) => delMany(gone, opened))
}

function asWaiting(line: Unsent): Unsent {
  const { until: _, ...rest } = line
  return line.state === 'failed' ? line : { ...rest, state: 'waiting' }
}

async function all(): Promise<[string, Kept][]> {
  await writing
  return await entries<string, Kept>(open())
}

/** One after the other, so that what was written last is what stays. Storage may be closed to us: then nothing is kept. */
function write(how: (opened: UseStore) => Promise<void>) {
  writesUnderWay++
  writing = writing
    .then(() => how(open()))
    .catch(() => undefined)
    .finally(() => writesUnderWay--)
}

function open(): UseStore {
  store ??= createStore('rostra', 'unsent')
  return store
}

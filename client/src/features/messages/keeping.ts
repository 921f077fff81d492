import { createStore, delMany, entries, setMany, type UseStore } from 'idb-keyval'
import { dropDraft, setDraft, useDrafts } from './drafts.ts'
import { leave, withLeft } from './leftover.ts'
import type { Unsent } from './outbox.ts'
import { adopt, drop, emptyOutbox, useOutbox } from './outbox-store.ts'
import { hearTabs, type TabNews, tellTabs } from './tabs.ts'

export type Kept = Unsent | string

/** What one person has written and nobody else has yet: it outlives the page, not the login. Tabs tell each other of it. */
let person: string | undefined
let store: UseStore | undefined
let written = new Map<string, Kept>()
let writing = Promise.resolve()
let writesUnderWay = 0
let isHearing = false
/** What the writes under way are about. */
const pending = { fresh: new Map<string, Kept>(), gone: new Set<string>() }

/** Begins to keep what this person writes, with what an earlier page of theirs has left. Call `watchUnsent` once before. */
export async function keepFor(userId: string) {
  person = userId
  const prefix = `${userId} `
  const found = await all().catch(() => [])
  if (person !== userId) return
  const before = found.filter(([key]) => key.startsWith(prefix))
  const mine = withLeft(userId, before)
  written = new Map(before)
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

/** The person has logged out: nothing of theirs stays on this machine, nor of what their other tabs keep. */
export function forgetKept() {
  if (person === undefined) return
  const prefix = `${person} `
  tellTabs({ person, isForgotten: true })
  stopKeeping()
  write(async (opened) => {
    const keys = (await entries<string, Kept>(opened)).map(([key]) => key)
    await delMany(
      keys.filter((key) => key.startsWith(prefix)),
      opened,
    )
  })
}

/** What a logout would throw away: lines that are not sent, and what is begun. Of all tabs. */
export async function countKept(): Promise<{ readonly lines: number; readonly drafts: number }> {
  const mine = new Map<string, Kept>(written)
  for (const [key, kept] of await all().catch(() => [])) if (key.startsWith(`${person} `)) mine.set(key, kept)
  const drafts = [...mine.values()].filter((kept) => typeof kept === 'string').length
  return { lines: mine.size - drafts, drafts }
}

/** Every change of what is unsent or begun is kept, here and in the other tabs. Call once. */
export function watchUnsent() {
  useOutbox.subscribe(keep)
  useDrafts.subscribe(keep)
  hearTabs(hear)
  addEventListener('pagehide', () => {
    if (person === undefined) return
    const { lines } = useOutbox.getState()
    if (lines.length > 0) tellTabs({ person, left: lines })
    if (writesUnderWay > 0) leave(person, { fresh: [...pending.fresh], gone: [...pending.gone] })
  })
}

function keep() {
  if (person === undefined || isHearing) return
  const wanted = new Map<string, Kept>()
  for (const line of useOutbox.getState().lines) wanted.set(`${person} ${line.clientId}`, line)
  for (const [name, text] of Object.entries(useDrafts.getState()))
    if (text.trim() !== '') wanted.set(`${person} ${name}`, text)
  const fresh = [...wanted].filter(([key, kept]) => written.get(key) !== kept)
  const gone = [...written.keys()].filter((key) => !wanted.has(key))
  written = wanted
  for (const [key, kept] of fresh) {
    pending.fresh.set(key, kept)
    pending.gone.delete(key)
  }
  for (const key of gone) {
    pending.fresh.delete(key)
    pending.gone.add(key)
  }
  if (fresh.length > 0) write((opened) => setMany(fresh, opened))
  if (gone.length > 0) write((opened) => delMany(gone, opened))
  if (fresh.length + gone.length > 0) tellTabs({ person, fresh, gone })
}

/**
 * Another tab has written: what is begun there is begun here, what is sent or thrown away there is not unsent here. A line
 * that waits there goes out from there; only what a closing tab leaves goes out from here, under its name.
 */
function hear(news: TabNews) {
  if (news.person !== person) return
  if ('isForgotten' in news) {
    stopKeeping()
    return emptyOutbox()
  }
  if ('left' in news) return adopt(news.left.map(asWaiting))
  const nameOf = (key: string) => key.slice(news.person.length + 1)
  // What it did is written already, by it: to write it once more, and tell of it, would never end.
  isHearing = true
  for (const [key, kept] of news.fresh) {
    if (typeof kept !== 'string') continue
    written.set(key, kept)
    setDraft(nameOf(key), kept)
  }
  for (const key of news.gone) {
    written.delete(key)
    if (nameOf(key) in useDrafts.getState()) dropDraft(nameOf(key))
    else drop(nameOf(key))
  }
  isHearing = false
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
    .finally(() => {
      if (--writesUnderWay > 0) return
      pending.fresh.clear()
      pending.gone.clear()
    })
}

function open(): UseStore {
  store ??= createStore('rostra', 'unsent')
  return store
}

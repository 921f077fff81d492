import { create } from 'zustand'
import type { Batch, Refusal } from '../../api/generated.ts'
import { uuid7 } from '../../api/uuid7.ts'
import { waitBefore } from '../../realtime/backoff.ts'
import { LinkLost } from '../../realtime/line.ts'
import { link } from '../../realtime/the-link.ts'
import * as outbox from './outbox.ts'
import { learnMessage } from './timelines.ts'

export const useOutbox = create<{ readonly lines: outbox.Outbox }>()(() => ({ lines: [] }))

const busyTries = new Map<string, number>()

/** Told so often in a row to wait, a line stays where it is until the person decides. */
const waitsMax = 5

/** Puts a line on its way. It is named once, here: every attempt bears the same client id. */
export function say(roomId: string, text: string): boolean {
  if (useOutbox.getState().lines.length >= outbox.lineCountMax) return false
  const madeAt = new Date().toISOString()
  update((lines) => outbox.add(lines, { clientId: uuid7(), roomId, text, madeAt }))
  pump()
  return true
}

export function sayAgain(clientId: string) {
  update((lines) => outbox.again(lines, clientId))
  pump()
}

/** Takes a refused line out and gives its text back. */
export function takeBack(clientId: string): string {
  const line = useOutbox.getState().lines.find((one) => one.clientId === clientId)
  update((lines) => outbox.without(lines, clientId))
  return line?.text ?? ''
}

/** An own line that comes back as an event is sent, whether or not its answer ever comes. */
export function hearOwn(batch: Batch, me: string) {
  if (!('upTo' in batch)) return
  for (const event of batch.events)
    if (event.type === 'messagePosted' && event.message.author.id === me) settle(event.message.clientId)
}

function settle(clientId: string) {
  busyTries.delete(clientId)
  update((lines) => outbox.without(lines, clientId))
}

/** Another tab has sent it, or thrown it away. */
export function drop(clientId: string) {
  settle(clientId)
  pump()
}

export function emptyOutbox() {
  busyTries.clear()
  update(() => [])
}

/** The room is gone for me: what was meant for it cannot be said any more. */
export function refuseRoom(roomId: string, refusal: Refusal) {
  for (const line of outbox.unsentOf(useOutbox.getState().lines, roomId))
    update((lines) => outbox.refused(lines, line.clientId, refusal))
}

/** Sends what may go now. Called on every chance: a new line, an answer, the link coming up. */
export function pump() {
  if (link.state.getState().at !== 'up') return
  for (const line of outbox.due(useOutbox.getState().lines)) {
    update((lines) => outbox.going(lines, line.clientId))
    void send(line)
  }
}

async function send({ clientId, roomId, text }: outbox.Unsent) {
  try {
    const answer = await link.command('SendMessage', { roomId, clientId, text })
    if ('value' in answer) learnMessage(answer.value.message)
    if ('value' in answer) settle(clientId)
    else if (answer.refusal.code === 'busy') return repeatLater(clientId, answer.refusal)
    else if (isSoon(answer.refusal) && mayWait(clientId)) return hold(clientId, answer.refusal)
    else update((lines) => outbox.refused(lines, clientId, answer.refusal))
    busyTries.delete(clientId)
  } catch (error) {
    if (!(error instanceof LinkLost)) throw error
    update((lines) => outbox.unsettled(lines, clientId))
  }
  pump()
}

/** Slow mode may last for hours: then the person decides, and the line does not wait on its own. */
const slowWaitMsMax = 5 * 60_000

const isSoon = ({ code, retryAfterMs = 0 }: Refusal) =>
  code === 'rateLimited' || (code === 'slowMode' && retryAfterMs <= slowWaitMsMax)

const mayWait = (clientId: string) => (busyTries.get(clientId) ?? 0) < waitsMax

function hold(clientId: string, refusal: Refusal) {
  const tries = (busyTries.get(clientId) ?? 0) + 1
  busyTries.set(clientId, tries)
  const waitMs = refusal.retryAfterMs ?? waitBefore(tries, 1)
  update((lines) => outbox.held(lines, clientId, Date.now() + waitMs, refusal.code === 'slowMode'))
  goOnAfter(waitMs, clientId)
}

/** `busy` says nothing about the outcome: the line stays "under way", so its room keeps its order, and goes again. */
function repeatLater(clientId: string, refusal: Refusal) {
  const tries = (busyTries.get(clientId) ?? 0) + 1
  busyTries.set(clientId, tries)
  goOnAfter(refusal.retryAfterMs ?? waitBefore(tries, Math.random()), clientId)
}

function goOnAfter(waitMs: number, clientId: string) {
  setTimeout(() => {
    update((lines) => outbox.unsettled(lines, clientId))
    pump()
  }, waitMs)
}

/** Lines of an earlier page of the same person: they bear their names, so sending them once more does no harm. */
export function adopt(lines: outbox.Outbox) {
  update((present) => {
    const known = new Set(present.map((line) => line.clientId))
    const rest = lines.filter((line) => !known.has(line.clientId))
    return rest.length > 0 ? [...rest, ...present] : present
  })
  pump()
}

function update(how: (lines: outbox.Outbox) => outbox.Outbox) {
  useOutbox.setState(({ lines }) => ({ lines: how(lines) }))
}

import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Microseconds of the machine's monotonic clock, as the driver's own windows stamp their lines. */
export const now = () => Number(process.hrtime.bigint() / 1000n)

/** The history of one window: JSON lines, each with the operating system before the call goes out. */
export class History {
  constructor(directory, client) {
    this.client = client
    this.file = openSync(join(directory, `${client}.history.jsonl`), 'a')
    this.n = 0
    this.who = {}
  }

  write(line) {
    writeSync(this.file, `${JSON.stringify({ t: now(), client: this.client, ...this.who, ...line })}\n`)
  }

  /** Writes a call down before it is made, and what came of it: only a definite refusal is one. `ask` answers `{value}` or `{problem}`. */
  async call(line, ask, tell = () => ({})) {
    const who = { ...this.who }
    const n = ++this.n
    this.write({ ...who, ...line, phase: 'invoke', n })
    const end = { ...who, op: line.op, n, room: line.room }
    try {
      const answer = await ask()
      if (answer.problem) this.write({ ...end, phase: isDefinite(answer.problem) ? 'fail' : 'info', code: answer.problem.code })
      else this.write({ ...end, phase: 'ok', ...tell(answer.value) })
      return answer
    } catch (cut) {
      this.write({ ...end, phase: 'info', code: 'cut' })
      throw cut
    }
  }

  close() {
    closeSync(this.file)
  }
}

const isDefinite = ({ code, status }) => !['unreachable', 'busy', 'internal', 'hubError'].includes(code) && !(status >= 500)

/** Whether the same request, sent again, is the way on. */
export const isPassing = ({ code, status }) => ['unreachable', 'busy', 'rateLimited', 'internal', 'hubError'].includes(code) || status >= 502

export const hashOf = (text) => Number(createHash('sha256').update(text, 'utf8').digest().readBigUInt64LE() & mask)

/** A message as the history shows it. */
export function seenOf(seq, kind, message) {
  const reactions = message.reactions.toSorted((one, other) => (one.emoji < other.emoji ? -1 : 1)).map(({ emoji, count }) => `${emoji}${count}`)
  return {
    seq, kind, id: message.id, cid: message.clientId, user: message.author.id, changed: message.changedSeq,
    ...(message.deletedAt ? { deleted: true } : { hash: hashOf(message.text) }),
    ...(reactions.length > 0 ? { reactions: reactions.join(' ') } : {}),
  }
}

/** A durable event as the history shows it; nothing for others. */
export function eventOf({ type, seq, message, change, member, user }) {
  if (seq === undefined) return undefined
  if (type === 'messagePosted') return seenOf(seq, 'posted', message)
  if (type === 'messageChanged') return seenOf(seq, change ?? 'changed', message)
  if (type === 'memberJoined') return { seq, kind: 'joined', user: member.user.id }
  if (type === 'memberChanged') return { seq, kind: 'memberChanged', user: member.user.id }
  if (type === 'memberLeft') return { seq, kind: 'left', user: user.id }
  return { seq, kind: type === 'roomDeleted' ? 'roomDeleted' : 'roomChanged' }
}

const mask = (1n << 52n) - 1n
const basis = 14695981039346656037n
const mix = (digest, part) => BigInt.asUintN(64, (digest ^ BigInt.asUintN(64, BigInt(part))) * 1099511628211n)

// .NET's hash of a Guid: its sixteen bytes, as they lie in memory there, as four numbers.
function hashOfId(id) {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  bytes.subarray(0, 4).reverse()
  bytes.subarray(4, 6).reverse()
  bytes.subarray(6, 8).reverse()
  return bytes.readInt32LE(0) ^ bytes.readInt32LE(4) ^ bytes.readInt32LE(8) ^ bytes.readInt32LE(12)
}

/** Of a whole room, as the driver's own windows make it. */
export function digestOf(messages, members) {
  let ofMessages = basis
  for (const { id, changed, hash, deleted, cid, user, reactions } of [...messages].sort((one, other) => one.id - other.id)) {
    for (const part of [id, changed, hash ?? 0, deleted ? 1 : 0, hashOfId(cid), hashOfId(user)]) ofMessages = mix(ofMessages, part)
    for (let at = 0; at < (reactions ?? '').length; at++) ofMessages = mix(ofMessages, reactions.charCodeAt(at))
  }

  let ofMembers = basis
  for (const id of [...members].sort()) ofMembers = mix(ofMembers, hashOfId(id))
  return Number(mix(mix(basis, ofMessages & mask), ofMembers & mask) & mask)
}

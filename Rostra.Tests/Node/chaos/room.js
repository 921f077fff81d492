/** A room as one window holds it: what it was told, applied by the contract's rules (B4). */
export class Room {
  known = 0
  isMine = true
  messages = new Map()
  members = new Map()

  constructor(id) {
    this.id = id
  }

  apply(upTo, events) {
    for (const event of events.filter(({ seq }) => seq > this.known)) {
      if (event.id !== undefined) this.keep(event)
      if (event.kind === 'joined' || event.kind === 'left') this.keepMember(event.user, event.kind === 'joined', event.seq)
    }
    this.known = Math.max(this.known, upTo)
  }

  reset(seq, messages, members) {
    this.messages.clear()
    this.members.clear()
    for (const message of messages) this.keep(message)
    for (const { user, changedSeq } of members) this.keepMember(user.id, true, changedSeq)
    this.known = seq
  }

  get memberIds() {
    return [...this.members].filter(([, { isIn }]) => isIn).map(([id]) => id)
  }

  // Of two versions the higher wins, wherever it came from.
  keep(message) {
    if (!(this.messages.get(message.id)?.changed >= message.changed)) this.messages.set(message.id, message)
  }

  keepMember(user, isIn, version) {
    if (!(this.members.get(user)?.version >= version)) this.members.set(user, { isIn, version })
  }
}

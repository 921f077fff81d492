import type { Answer } from '../api/answer.ts'
import type { Batch } from '../api/generated.ts'
import type { CommandName, Gives, Takes } from '../api/hub.ts'

/** One open socket to the hub. */
export type Socket = {
  /** Rejects when the socket closes before the answer came, or the server knows no such command. */
  call<N extends CommandName>(command: N, argument: Takes<N>): Promise<Answer<Gives<N>>>
  close(): void
}

export type SocketEvents = {
  readonly receive: (batch: Batch) => void
  readonly closed: () => void
}

/** Opens a socket. 'ended' means that there is no session any more, so dialling again is useless. */
export type Dial = (events: SocketEvents) => Promise<Socket | 'ended'>

import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { now } from './history.js'

const answerTime = 15_000

/** One connection by npm's client. What it receives waits, with its time, until it is taken. */
export class Socket {
  batches = []
  isCut = false
  #wake = () => {}

  constructor(url, token) {
    this.connection = new HubConnectionBuilder()
      .withUrl(`${url}/hub`, { skipNegotiation: true, transport: HttpTransportType.WebSockets, accessTokenFactory: () => token })
      .configureLogging(LogLevel.None)
      .build()
    this.connection.on('Receive', (batch) => {
      this.batches.push([now(), batch])
      this.#wake()
    })
    this.connection.onclose(() => {
      this.isCut = true
      this.#wake()
    })
  }

  open() {
    return this.connection.start()
  }

  /** The next batch and when it came; nothing when the socket is cut. */
  async next() {
    if (this.batches.length === 0 && !this.isCut) await new Promise((resolve) => (this.#wake = resolve))
    return this.isCut ? undefined : this.batches.shift()
  }

  /** `{value}` or `{problem}`. A cut or silent socket throws: unknown outcome. */
  async invoke(method, argument) {
    const late = AbortSignal.timeout(answerTime)
    const silence = new Promise((_, reject) => late.addEventListener('abort', () => reject(new Error('silence'))))
    try {
      const answer = await Promise.race([this.connection.invoke(method, argument), silence])
      return 'refusal' in answer ? { problem: answer.refusal } : { value: answer.value }
    } catch (fault) {
      if (fault.name === 'HubException') return { problem: { code: 'hubError' } }
      void this.close()
      throw fault
    }
  }

  close() {
    this.isCut = true
    this.#wake()
    return this.connection.stop()
  }
}

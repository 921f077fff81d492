import { isPassing } from './history.js'

const answerTime = 15_000
const renewBefore = 60_000

/** No answer at all: what was asked for may have been done or not. */
export const unreachable = { problem: { code: 'unreachable' } }

/** One session of one window: entered, renewed, lost and entered again; each step is in the history. Asks at whichever door the window stands. */
export class Session {
  constructor({ username, password }, doors, history) {
    Object.assign(this, { username, password, doors, history })
  }

  /** Another door than this one, after a failure. */
  move(hasFailed) {
    const others = this.doors.filter(({ name }) => !hasFailed || name !== this.door?.name)
    this.door = others[Math.floor(Math.random() * others.length)]
  }

  /** Answers `{value}` or `{problem}`; never throws. */
  async http(method, path, { body, cookie, token } = {}) {
    try {
      const response = await fetch(this.door.url + path, {
        method,
        signal: AbortSignal.timeout(answerTime),
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(cookie ? { cookie } : {}),
        },
        body: body && JSON.stringify(body),
      })
      const text = await response.text()
      const setCookie = response.headers.getSetCookie().find((line) => line.startsWith('rostra_refresh='))?.split(';')[0]
      const value = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {}
      return response.ok ? { value, setCookie } : { problem: { code: value.code ?? `http${response.status}`, status: response.status, retryAfterMs: value.retryAfterMs } }
    } catch {
      return unreachable
    }
  }

  /** Nothing: nobody could be reached, or refuses; try again later. */
  async token() {
    if (this.auth && Date.parse(this.auth.expiresAt) - Date.now() > renewBefore) return this.auth.accessToken
    const answer = this.cookie
      ? await this.history.call({ op: 'refresh' }, () => this.http('POST', '/api/auth/refresh', { body: {}, cookie: this.cookie }))
      : await this.history.call({ op: 'login' }, () => this.http('POST', '/api/auth/login', { body: { username: this.username, password: this.password } }), ({ sessionId }) => ({ target: sessionId }))
    if (answer.problem) {
      if (!isPassing(answer.problem)) this.isLost()
      return undefined
    }
    this.auth = answer.value
    this.cookie = answer.setCookie ?? this.cookie
    Object.assign(this.history.who, { user: this.auth.user.id, sid: this.auth.sessionId })
    return this.auth.accessToken
  }

  isLost() {
    this.auth = this.cookie = undefined
    delete this.history.who.sid
  }
}

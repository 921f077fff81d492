import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Auth, Posted } from '../src/api/generated.ts'

export const password = 'a long enough phrase'

/** Somebody's account, and what a script of theirs does with it: without the page, but with its browser's cookies. */
export class Account {
  readonly name: string
  readonly page: Page
  protected auth: Auth | undefined

  protected constructor(name: string, page: Page) {
    this.name = name
    this.page = page
  }

  /** The account, and its session in this browser, before any page is open. */
  async enroll(email = `${this.name}@example.org`) {
    const data = { username: this.name, email, password }
    this.auth = await this.post('/api/auth/register', data)
  }

  /** Another device of somebody: logged in, with no page open yet. */
  async comesBack() {
    this.auth = await this.post('/api/auth/login', { username: this.name, password })
  }

  /** As a script of theirs would: without the page. */
  async post<T>(path: string, data: unknown, method = 'POST'): Promise<T> {
    const headers = this.auth ? { Authorization: `Bearer ${this.auth.accessToken}` } : {}
    const answer = await this.page.request.fetch(path, { method, data, headers })
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true)
    return answer.status() === 204 ? (undefined as T) : await answer.json()
  }

  /** A room made by script; its path is its link. */
  async makes(name: string, description = ''): Promise<string> {
    const room = await this.post<{ id: string }>('/api/rooms', { name, description })
    return `/rooms/${room.id}`
  }

  /** Of somebody who has an account. */
  get id(): string {
    if (!this.auth) throw new Error(`${this.name} has no account yet`)
    return this.auth.user.id
  }

  async enters(path: string) {
    await this.post(`/api${path}/join`, {})
  }

  /** Says it by script, and tells the message's id. */
  async tells(path: string, text: string): Promise<number> {
    const posted = await this.post<Posted>(`/api${path}/messages`, { clientId: randomUUID(), text })
    return posted.message.id
  }

  async rewords(path: string, id: number, text: string) {
    await this.post(`/api${path}/messages/${id}`, { text }, 'PATCH')
  }

  async erases(path: string, id: number) {
    await this.post(`/api${path}/messages/${id}`, undefined, 'DELETE')
  }

  async marks(path: string, id: number, emoji: string) {
    await this.post(`/api${path}/messages/${id}/reactions/${encodeURIComponent(emoji)}`, undefined, 'PUT')
  }
}

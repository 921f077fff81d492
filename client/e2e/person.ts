import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Auth, Posted } from '../src/api/generated.ts'

/** What one row of the log shows: its text, and each reaction with its count. */
export type Shown = readonly string[]

export const password = 'a long enough phrase'
const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

/** Somebody at a browser of their own, doing what people do with what they see. */
export class Person {
  readonly name: string
  readonly page: Page
  /** What the browser complained of: a blocked style, an error nobody caught. */
  readonly complaints: string[] = []
  private auth: Auth | undefined

  private constructor(name: string, page: Page) {
    this.name = name
    this.page = page
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.complaints.push(message.text())
    })
  }

  static async at(browser: Browser, address: string, name: string, screen: BrowserContextOptions = desk) {
    const context = await browser.newContext({ ...screen, baseURL: address })
    return new Person(name, await context.newPage())
  }

  /** Another tab of the same browser. */
  async opensTab(path: string): Promise<Person> {
    const tab = new Person(this.name, await this.page.context().newPage())
    tab.auth = this.auth
    await tab.page.goto(path)
    return tab
  }

  async registers(path = '/') {
    await this.page.goto(path)
    await this.page.getByRole('link', { name: 'Create an account' }).click()
    await this.page.getByLabel('Username').fill(this.name)
    await this.page.getByLabel('E-mail').fill(`${this.name}@example.org`)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Create account' }).click()
    await this.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  }

  /** As `registers`, without the form: stories about something else need not fill it in. */
  async arrives(path = '/') {
    await this.enroll()
    await this.page.goto(path)
    await this.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
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

  /** As if the tab were put behind another one, or brought back. */
  async hides(isHidden: boolean) {
    await this.page.evaluate(
      (state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      },
      isHidden ? 'hidden' : 'visible',
    )
  }

  async opensSettings() {
    await this.page.getByRole('button', { name: 'Settings' }).click()
    await this.page.getByRole('dialog', { name: 'Settings' }).waitFor()
  }

  async logsOut() {
    await this.opensSettings()
    await this.page.getByRole('button', { name: 'Log out' }).click()
    await this.page.getByRole('heading', { name: 'Sign in to chat' }).waitFor()
  }

  async logsIn() {
    await this.page.getByLabel('Username').fill(this.name)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  }

  /** The path of the new room, which is its link. */
  async createsRoom(name: string, topic = ''): Promise<string> {
    await this.page.getByRole('button', { name: 'Create', exact: true }).click()
    await this.page.getByLabel('Name').fill(name)
    await this.page.getByLabel('What it is about').fill(topic)
    await this.page.getByRole('button', { name: 'Create room' }).click()
    // The room that was open before has a composer too: only the new one's bears its name.
    await this.page.getByRole('textbox', { name: `Message #${name}` }).waitFor()
    return new URL(this.page.url()).pathname
  }

  async joins() {
    await this.page.getByRole('button', { name: 'Join room' }).click()
    await this.composer.waitFor()
  }

  async leaves() {
    await this.picks('Leave room…')
    await this.page.getByRole('button', { name: 'Leave room' }).click()
    await this.page.getByText('You left').waitFor()
  }

  /** From the room's menu. */
  async picks(item: string) {
    await this.page.getByRole('button', { name: 'More about the room' }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  async says(text: string) {
    await this.composer.fill(text)
    await this.composer.press('Enter')
    await this.row(text).waitFor()
  }

  /** Waits until the line is no longer on its way. */
  async hasSent(text: string) {
    await this.row(text)
      .filter({ hasNotText: /sending|queued/ })
      .waitFor()
  }

  async edits(text: string, to: string) {
    await this.action(text, 'Edit message')
    const box = this.page.getByLabel('Edit message').and(this.page.locator('textarea'))
    await box.fill(to)
    await box.press('Enter')
    await this.row(to).waitFor()
  }

  async deletes(text: string) {
    await this.action(text, 'Delete message')
    await this.page.getByRole('button', { name: 'Delete message' }).last().click()
    await this.row(text).waitFor({ state: 'detached' })
  }

  async reacts(text: string, emoji: string) {
    await this.action(text, `React ${emoji}`)
    await this.row(text)
      .getByRole('button', { name: `${emoji} 1` })
      .waitFor()
  }

  /** Waits for the status line to say so. */
  async isTold(words: RegExp) {
    await this.page.getByRole('contentinfo').getByText(words).waitFor()
  }

  async sees(text: string) {
    await this.row(text).waitFor()
  }

  async log(): Promise<Shown> {
    return (await this.page.evaluate(readLog, undefined)) || []
  }

  /** Waits until the log shows exactly this. */
  async seesExactly(expected: Shown) {
    await this.page.waitForFunction(readLog, JSON.stringify(expected))
  }

  /** The badge at a room of the list. */
  async counts(room: string, words: string | undefined) {
    const badge = this.roomLink(room).getByText('unread')
    if (words === undefined) await badge.waitFor({ state: 'detached' })
    else await this.roomLink(room).getByText(words, { exact: true }).waitFor()
  }

  roomLink(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Rooms', exact: true }).getByRole('link', { name })
  }

  row(text: string): Locator {
    const said = new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(edited\\))?$`)
    return this.page.locator('[data-row]').filter({ has: this.page.locator('p').getByText(said) })
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message #/ })
  }

  private async action(text: string, name: string) {
    await this.row(text).hover()
    await this.row(text).getByRole('button', { name, exact: true }).click()
    await this.page.mouse.move(0, 0)
  }
}

/** Runs in the page: what the log shows, or false when it is not what was wanted. */
function readLog(wanted: string | undefined): string[] | false {
  const log = [...document.querySelectorAll('[role=log] [data-row]')].map((row) => {
    const said = row.querySelector('p')?.textContent ?? ''
    const reactions = [...row.querySelectorAll('[aria-pressed]')].map((reaction) => reaction.textContent)
    return [said.replace(' (edited)', ''), ...reactions].join(' ')
  })
  return wanted === undefined || JSON.stringify(log) === wanted ? log : false
}

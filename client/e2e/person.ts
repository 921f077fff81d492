import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { Account, password } from './account.ts'

/** What one row of the log shows: its text, and each reaction with its count. */
export type Shown = readonly string[]

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

/** Somebody at a browser of their own, doing what people do with what they see. */
export class Person extends Account {
  /** What the browser complained of: a blocked style, an error nobody caught. */
  readonly complaints: string[] = []

  private constructor(name: string, page: Page) {
    super(name, page)
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

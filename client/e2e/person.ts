import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** What one row of the log shows: its text, and each reaction with its count. */
export type Shown = readonly string[]

const desk: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

/** Somebody at a browser of their own, doing what people do with what they see. */
export class Person {
  readonly name: string
  readonly page: Page
  /** What the browser complained of: a blocked style, an error nobody caught. */
  readonly complaints: string[] = []

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

  async registers(path = '/') {
    await this.page.goto(path)
    await this.page.getByRole('link', { name: 'Create an account' }).click()
    await this.page.getByLabel('Username').fill(this.name)
    await this.page.getByLabel('E-mail').fill(`${this.name}@example.org`)
    await this.page.getByLabel('Password', { exact: true }).fill('a long enough phrase')
    await this.page.getByRole('button', { name: 'Create account' }).click()
    await this.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  }

  async logsOut() {
    await this.page.getByRole('button', { name: 'Settings' }).click()
    await this.page.getByRole('button', { name: 'Log out' }).click()
    await this.page.getByRole('heading', { name: 'Sign in to chat' }).waitFor()
  }

  async logsIn() {
    await this.page.getByLabel('Username').fill(this.name)
    await this.page.getByLabel('Password', { exact: true }).fill('a long enough phrase')
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  }

  /** The path of the new room, which is its link. */
  async createsRoom(name: string): Promise<string> {
    await this.page.getByRole('button', { name: 'Create', exact: true }).click()
    await this.page.getByLabel('Name').fill(name)
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
    await this.page.getByRole('button', { name: 'Leave the room' }).click()
    await this.page.getByRole('button', { name: 'Leave room' }).click()
    await this.page.getByText('You left').waitFor()
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

  roomLink(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name })
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

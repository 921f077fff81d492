import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = {
  desk: { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' },
} satisfies Record<string, BrowserContextOptions>

let browser: Browser
let ken: Person
let path: string

beforeAll(async () => {
  browser = await openBrowser()
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ken.enroll()
  path = await ken.makes(unique('room'), 'what it is about')
  const id = await ken.tells(path, 'hello')
  await ken.marks(path, id, '👍')
  await ken.rewords(path, id, 'hello everybody')
  await ken.erases(path, await ken.tells(path, 'gone'))
  await ken.tells(path, 'so **bold**, _soft_, ~~struck~~ and `code`\n> quoted\n- one\n```ts\nlet x = 1\n```')
  await ken.tells(
    path,
    `> @${ken.name}: so it was ${serverAddress.origin}${path}/${id}\n@${ken.name} says so`,
  )
})

afterAll(() => browser.close())

/** What hinders people, in this page as it now stands, by WCAG 2.2 AA. */
async function hindrances(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return axe.run({ runOnly: { type: 'tag', values } })
  })
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
  )
}

// Each theme once: the contrast of the tokens is tested for both by themselves.
for (const [screen, theme] of [
  ['desk', 'neon'],
  ['phone', 'amber'],
] as const)
  test(`nothing hinders anybody: ${theme} on a ${screen}`, async () => {
    const ada = await Person.at(browser, serverAddress.origin, unique('ada'), screens[screen])
    const { page } = ada
    const isFree = async (place: string) =>
      expect({ [place]: await hindrances(page) }).toEqual({ [place]: [] })
    await page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify({ theme }))
    await page.goto('/')
    await page.getByRole('link', { name: 'Enter chat' }).waitFor()
    await isFree('landing')
    await page.goto('/login')
    await page.getByLabel('Username').waitFor()
    await isFree('sign-in')
    await page.goto('/register')
    await page.getByLabel('E-mail').waitFor()
    await isFree('register')

    await ada.enroll()
    await page.goto('/')
    await page.getByText('No rooms yet').waitFor()
    await isFree('no rooms')
    await page
      .getByRole('button', { name: /Discover/ })
      .first()
      .click()
    await page.getByRole('list', { name: 'Rooms found' }).getByRole('listitem').first().waitFor()
    await isFree('discover')
    await page.keyboard.press('Escape')
    await ada.opensSettings()
    await page.getByText('this one').waitFor()
    await isFree('settings')
    await page.keyboard.press('Escape')

    await page.goto('/nowhere')
    await page.getByText('404 · Nothing here').waitFor()
    await isFree('not found')
    await page.goto(path)
    await page.getByRole('button', { name: 'Join room' }).waitFor()
    await isFree('a room of others')

    await ada.enters(path)
    await page.goto(path)
    await ada.sees('hello everybody')
    await isFree('room')
    await ada.composer.pressSequentially(`@${ken.name.slice(0, 5)}`)
    await page.getByRole('option').first().waitFor()
    await isFree('names to choose from')
    await ada.composer.fill('')
    await page.getByRole('log').getByRole('button', { name: ken.name, exact: true }).first().click()
    await page.getByText(/^Owns #/).waitFor()
    await isFree('person')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('a')
    await page.getByRole('option').first().waitFor()
    await isFree('palette')
    await page.keyboard.press('Escape')
    await page.getByRole('combobox').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+f')
    await page.keyboard.type('hello')
    await page.getByText('1 of 1').waitFor()
    await isFree('find')
    await page.keyboard.press('Escape')
    await page.goto(`${path}?panel=search&q=hello&in=all`)
    await page.getByText('1 result, newest first').waitFor()
    await isFree('search')
    await page.goto(path)
    await ada.sees('hello everybody')
    await ada.picks('Members')
    await page.getByRole('region', { name: /online/ }).waitFor()
    await isFree('members')
    expect(ada.complaints).toEqual([])
    await page.context().close()
  })

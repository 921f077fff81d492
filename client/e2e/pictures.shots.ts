import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { type CutProxy, cutProxy } from './cut-proxy.ts'
import { Person } from './person.ts'
import { type Scene, setScene } from './scene.ts'

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
  },
}

type Look = {
  readonly theme: 'neon' | 'amber'
  readonly crt: boolean
  readonly density: 'compact' | 'comfortable'
}

const looks: Record<string, Look> = {
  neon: { theme: 'neon', crt: false, density: 'comfortable' },
  'amber-crt': { theme: 'amber', crt: true, density: 'compact' },
  'neon-crt': { theme: 'neon', crt: true, density: 'compact' },
  amber: { theme: 'amber', crt: false, density: 'comfortable' },
}

/** The whole tour in the first two; the others show what the other setting of CRT and density makes of a room. */
const tours = ['neon', 'amber-crt']

let browser: Browser
let wire: CutProxy
let scene: Scene

beforeAll(async () => {
  browser = await openBrowser()
  wire = await cutProxy(serverAddress)
  scene = await setScene(browser, wire.address)
  await scene.ken.page.goto(scene.room)
  await scene.ken.composer.waitFor()
}, 120_000)

afterAll(async () => {
  await browser.close()
  wire.close()
})

for (const [size, options] of Object.entries(sizes))
  for (const [name, look] of Object.entries(looks))
    test(`pictures: ${name}, ${size}`, { timeout: 120_000 }, async () => {
      const save = (page: Page, what: string) =>
        page.screenshot({ path: `e2e/shots/${what}-${name}-${size}.png` })
      // A session of its own: a copied refresh cookie, used by two, would end the first one's.
      const here = await Person.at(browser, wire.address, scene.ada.name, options)
      await here.comesBack()
      await here.post('/api/auth/me/preferences', look, 'PUT')
      await here.page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify(look))
      if (tours.includes(name)) {
        await atTheDoor(options, look, save)
        await tour(here, size === 'phone', save)
      } else {
        await here.page.goto(scene.room)
        await here.sees('and the cards for the store are punched')
        await save(here.page, 'room')
      }
      await here.page.context().close()
    })

type Save = (page: Page, what: string) => Promise<unknown>

async function atTheDoor(options: BrowserContextOptions, look: Look, save: Save) {
  const stranger = await browser.newContext({ ...options, baseURL: wire.address })
  await stranger.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify(look))
  const page = await stranger.newPage()
  await page.goto('/')
  await page.getByLabel('Username').fill('nobody')
  await page.getByLabel('Password', { exact: true }).fill('not my password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await save(page, 'login')
  await stranger.close()
}

async function tour(here: Person, isPhone: boolean, save: Save) {
  const { page } = here
  const shut = () => page.keyboard.press('Escape')
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').nth(3).waitFor()
  await save(page, 'rooms')
  await page
    .getByRole('button', { name: /Create/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await page.getByLabel('Name').fill('sc')
  await page.getByRole('button', { name: 'Create room' }).click()
  await page.getByText('3 to 50').waitFor()
  await save(page, 'create')
  await shut()
  await page
    .getByRole('button', { name: /Discover/ })
    .first()
    .click()
  await page.getByRole('list', { name: 'Rooms found' }).getByRole('listitem').first().waitFor()
  await save(page, 'discover')
  await shut()
  await here.opensSettings()
  await page.getByText('this one').waitFor()
  await save(page, 'settings')
  await shut()

  await page.goto(scene.empty)
  await page.getByText('Nothing said yet').waitFor()
  await save(page, 'empty')
  await page.goto(scene.room)
  await here.sees('and the cards for the store are punched')
  await scene.ken.composer.fill(unique('typing'))
  await page.getByText(/is typing/).waitFor()
  if (!isPhone) await here.row('noted').hover()
  await save(page, 'room')
  await page.getByRole('button', { name: 'More about the room' }).click()
  await page.getByRole('menu').waitFor()
  await save(page, 'menu')
  await shut()
  if (isPhone) {
    await here.picks('Members')
    await page.getByRole('heading', { name: 'Members' }).waitFor()
    await save(page, 'members')
    await page.getByRole('button', { name: 'Close members' }).click()
  }

  await page.getByRole('button', { name: 'Search in the room' }).click()
  await page.getByRole('searchbox').fill('table')
  await page.getByRole('list', { name: 'Results' }).getByRole('button').first().waitFor()
  await save(page, 'search')
  await page.getByRole('list', { name: 'Results' }).getByRole('button').nth(2).click()
  await here.sees('has anyone tried the new difference table?')
  await save(page, 'jumped')
  await page.goto(`/rooms/${crypto.randomUUID()}`)
  await page.getByText('No such room').waitFor()
  await save(page, 'missing')

  await page.goto(scene.room)
  await here.sees('and the cards for the store are punched')
  await unsent(here, isPhone, save)
}

/** Lines that wait, and one that was refused. */
async function unsent(here: Person, isPhone: boolean, save: Save) {
  const { page } = here
  const say = async (text: string) => {
    await here.composer.fill(text)
    if (isPhone) await page.getByRole('button', { name: 'Send' }).click()
    else await here.composer.press('Enter')
  }
  wire.cut()
  await page
    .getByText(/REDIAL|OFFLINE/)
    .locator('visible=true')
    .first()
    .waitFor()
  await say('are you still there?')
  await say('I can wait')
  await page
    .getByText(/2 QUEUED/)
    .locator('visible=true')
    .first()
    .waitFor()
  await save(page, 'offline')
  wire.mend()
  await here.hasSent('I can wait')
}

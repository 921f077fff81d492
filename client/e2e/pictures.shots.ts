import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { type CutProxy, cutProxy } from './cut-proxy.ts'
import { Person } from './person.ts'

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}
const themes = ['neon', 'amber'] as const

let browser: Browser
let wire: CutProxy
let ada: Person
let roomPath: string
let emptyPath: string

beforeAll(async () => {
  browser = await openBrowser()
  wire = await cutProxy(serverAddress)
  ada = await Person.at(browser, wire.address, unique('ada'))
  const ken = await Person.at(browser, wire.address, unique('ken'))
  await ada.registers()
  emptyPath = await ada.createsRoom(unique('release-party'))
  roomPath = await ada.createsRoom(unique('analytical-engine'))
  await ken.registers(roomPath)
  await ken.joins()
  await talk(ken)
  await ken.page.context().close()
})

afterAll(async () => {
  await browser.close()
  wire.close()
})

async function talk(ken: Person) {
  await ken.says('has anyone tried the new difference table?')
  await ada.says('yes, it holds. The seventh order is constant all the way down, as it should be')
  await ada.says('mind the carry between columns nine and ten')
  await ken.sees('mind the carry between columns nine and ten')
  await ken.says('noted')
  await ken.says('this one was meant for the other room')
  await ken.deletes('this one was meant for the other room')
  await ken.says(
    'I will print it tonight, unless someone needs the long version with every intermediate result in it',
  )
  await ada.says('print it')
  await ada.reacts('noted', '👍')
  await ada.edits('print it', 'print it, the short one will do')
  await ken.reacts('print it, the short one will do', '🎉')
}

for (const [size, options] of Object.entries(sizes))
  for (const theme of themes)
    test(`pictures: ${theme}, ${size}`, async () => {
      const save = (page: Page, name: string) =>
        page.screenshot({ path: `e2e/shots/${name}-${theme}-${size}.png` })
      const look = JSON.stringify({
        theme,
        crt: theme === 'amber',
        density: theme === 'amber' ? 'compact' : 'comfortable',
      })

      const stranger = await browser.newContext({ ...options, baseURL: wire.address })
      await stranger.addInitScript((kept) => localStorage.setItem('rostra.look', kept), look)
      const login = await stranger.newPage()
      await login.goto('/')
      await login.getByLabel('Username').waitFor()
      await save(login, 'login')
      await stranger.close()

      // A session of its own: a copied refresh cookie, used by two, would end the first one's.
      const here = await Person.at(browser, wire.address, ada.name, options)
      const { page } = here
      await page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), look)
      await page.goto('/')
      await here.logsIn()
      await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').nth(1).waitFor()
      await save(page, 'rooms')
      await page.goto(emptyPath)
      await page.getByText('Nothing said yet').waitFor()
      await save(page, 'empty')
      await page.goto(roomPath)
      await page.getByText('print it, the short one will do').waitFor()
      await save(page, 'room')

      wire.cut()
      await page
        .getByText(/REDIAL|OFFLINE/)
        .locator('visible=true')
        .first()
        .waitFor()
      const composer = page.getByRole('textbox', { name: /^Message #/ })
      await composer.fill('are you still there?')
      if (size === 'phone') await page.getByRole('button', { name: 'Send' }).click()
      else await composer.press('Enter')
      await page
        .getByText(/1 QUEUED/)
        .locator('visible=true')
        .first()
        .waitFor()
      await save(page, 'offline')
      wire.mend()
      await page.getByText('are you still there?').waitFor()
      await page.context().close()
    })

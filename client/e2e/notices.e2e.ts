import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let ken: Person
const [engine, mill] = [unique('engine'), unique('mill')]
let paths: string[]

type Told = { readonly title: string; readonly body: string }

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
  paths = [await ada.makes(engine), await ada.makes(mill)]
  for (const path of paths) await ken.enters(path)
  await ada.page.context().grantPermissions(['notifications'])
  // What the page shows on the desktop cannot be seen from outside, so it is written down.
  await ada.page.addInitScript(() => {
    const told: unknown[] = []
    Object.assign(window, { told })
    const note = (title: string, options: NotificationOptions) =>
      void told.push({ title, body: options.body })
    class Noted {
      static permission = 'granted'
      static requestPermission = async () => 'granted'
      constructor(title: string, options: NotificationOptions) {
        note(title, options)
      }
    }
    Object.assign(window, { Notification: Noted })
    ServiceWorkerRegistration.prototype.showNotification = async (title, options) =>
      note(title, options ?? {})
    document.hasFocus = () => false
    const start = OscillatorNode.prototype.start
    let notes = 0
    OscillatorNode.prototype.start = function (at) {
      Object.assign(window, { notes: ++notes })
      start.call(this, at)
    }
    navigator.locks.query = async () => ({ held: [], pending: [] })
  })
  await ada.page.goto(paths[0] ?? '/')
  await ada.composer.waitFor()
})

afterAll(async () => {
  await browser.close()
  expect(ada.complaints).toEqual([])
})

const told = () => ada.page.evaluate(() => (window as unknown as { told: Told[] }).told)

test('nothing is told before the person wants it; then a line of another is, with its room', async () => {
  await ken.tells(paths[1] ?? '', 'before')
  await ada.counts(mill, '1')
  await ada.opensSettings()
  await ada.page
    .getByRole('group', { name: /On the desktop/ })
    .getByRole('button', { name: 'On' })
    .click()
  await ada.page.keyboard.press('Escape')
  await ken.tells(paths[1] ?? '', 'the mill is warm')
  await expect.poll(told).toEqual([{ title: `#${mill}`, body: `${ken.name}: the mill is warm` }])
})

test('a muted room tells nothing and counts in no title; unmuted, it does again', async () => {
  await ada.picks('Mute')
  await ken.tells(paths[0] ?? '', 'quiet')
  await ada.sees('quiet')
  await ken.tells(paths[1] ?? '', 'loud')
  await expect.poll(async () => (await told()).at(-1)?.body).toBe(`${ken.name}: loud`)
  expect((await told()).map(({ body }) => body)).not.toContain(`${ken.name}: quiet`)
  await ada.roomLink(engine).getByRole('img', { name: 'muted' }).waitFor()
  await ada.page.reload()
  await ada.roomLink(engine).getByRole('img', { name: 'muted' }).waitFor()
  await ada.picks('Unmute')
  await ada.roomLink(engine).getByRole('img', { name: 'muted' }).waitFor({ state: 'detached' })
})

test('a room of mentions only tells of a line that speaks to one, and of no other', async () => {
  await ada.picks('Tell of mentions only')
  const before = (await told()).length
  await ken.tells(paths[0] ?? '', 'to nobody')
  await ken.tells(paths[0] ?? '', `what does @${ada.name} say?`)
  await expect
    .poll(async () => (await told()).slice(before).map(({ body }) => body))
    .toEqual([`${ken.name}: what does @${ada.name} say?`])
  await ada.picks('Tell of every line')
})

test('a sound is heard once it is wanted, and not for a room that is muted', async () => {
  const notes = () => ada.page.evaluate(() => (window as unknown as { notes?: number }).notes ?? 0)
  const hears = async (path: string, text: string) => {
    const before = await notes()
    await ken.tells(path, text)
    return before
  }
  await hears(paths[1] ?? '', 'unheard')
  await ada.roomLink(mill).getByText('unread').waitFor()
  expect(await notes()).toBe(0)

  await ada.opensSettings()
  await ada.page.getByRole('group', { name: 'Sound' }).getByRole('button', { name: 'On' }).click()
  await ada.page.keyboard.press('Escape')
  // Turned on it is heard at once, so that one knows how loud it is.
  await expect.poll(notes).toBe(2)
  await hears(paths[1] ?? '', 'heard')
  await expect.poll(notes).toBe(4)

  await ada.picks('Mute')
  await ken.tells(paths[0] ?? '', 'muted')
  await ada.sees('muted')
  expect(await notes()).toBe(4)
  await ada.picks('Unmute')
  await ada.opensSettings()
  await ada.page.getByRole('group', { name: 'Sound' }).getByRole('button', { name: 'Off' }).click()
  await ada.page.keyboard.press('Escape')
})

test('the title tells where one is and how much is new, and the picture of the tab has a mark', async () => {
  await ada.roomLink(mill).click()
  await ada.sees('loud')
  await expect.poll(() => ada.page.title()).toMatch(new RegExp(`#${mill} - Rostra$`))
  await ken.tells(paths[0] ?? '', 'one')
  await ken.tells(paths[0] ?? '', 'two')
  await expect.poll(() => ada.page.title()).toMatch(/^\(\d+\) #/)
  const icon = () => ada.page.locator('link[rel=icon]').getAttribute('href')
  expect(await icon()).toMatch(/^data:image\/svg/)
  await ada.roomLink(engine).click()
  await ada.sees('two')
  await expect.poll(() => ada.page.title()).toBe(`#${engine} - Rostra`)
  expect(await icon()).toBe('/favicon.svg')
})

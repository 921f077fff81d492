import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

const unreadCount = 130
let browser: Browser
let ada: Person
let ken: Person

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
})

afterAll(async () => {
  await browser.close()
  expect(ada.complaints).toEqual([])
})

/** A room of ada's with ken in it. */
async function newRoom() {
  const name = unique('room')
  const path = await ada.makes(name)
  await ken.enters(path)
  return { name, path }
}

test('every room counts what is new in it, wherever one is; reading it on one device reads it on the other', async () => {
  const [here, there] = [await newRoom(), await newRoom()]
  await ada.page.goto(here.path)
  await ada.composer.waitFor()
  const phone = await Person.at(browser, serverAddress.origin, ada.name)
  await phone.comesBack()
  await phone.page.goto('/')
  await phone.roomLink(here.name).waitFor()

  await ken.tells(there.path, 'one')
  await ken.tells(there.path, 'two')
  await ken.tells(here.path, 'you see this')
  await ada.sees('you see this')
  await ada.counts(there.name, '2 unread')
  await phone.counts(there.name, '2 unread')
  // The liveliest stands first, and what is on the screen counts nowhere.
  await phone.counts(here.name, undefined)
  const first = phone.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').first()
  expect(await first.textContent()).toContain(here.name)

  await ada.roomLink(there.name).click()
  await ada.sees('two')
  await ada.counts(there.name, undefined)
  await phone.counts(there.name, undefined)
  await phone.page.context().close()
})

test('a tab that nobody sees reads nothing; whoever comes back finds the line where they left', async () => {
  const { name, path } = await newRoom()
  await ada.page.goto(path)
  await ken.tells(path, 'before')
  await ada.sees('before')
  await ada.counts(name, undefined)
  await ada.hides(true)
  await ken.tells(path, 'meanwhile')
  await ada.counts(name, '1 unread')
  await ada.page.getByText('NEW MESSAGES').waitFor()

  await ada.hides(false)
  await ada.counts(name, undefined)
  await ada.page.getByText('NEW MESSAGES').waitFor()
  await ada.page.keyboard.press('Escape')
  await ada.composer.press('Escape')
  await ada.page.getByText('NEW MESSAGES').waitFor({ state: 'detached' })
})

test('a room with much unread opens at the line, and only what was on the screen is read', async () => {
  const { name, path } = await newRoom()
  await ada.tells(path, 'the last I know')
  for (let number = 1; number <= unreadCount; number++) await ken.tells(path, `line ${number}`)

  await ada.page.goto(path)
  await ada.page.getByText('NEW MESSAGES').waitFor()
  await ada.sees('the last I know')
  await ada.sees('line 1')
  await ada.roomLink(name).getByText('unread').waitFor()
  expect(await ada.page.getByText(`line ${unreadCount}`, { exact: true }).isVisible()).toBe(false)

  // Reading on brings the rest, without a jump, to the very end.
  const seen = new Set<string>()
  await ada.page.getByRole('log').hover()
  while (!(await ada.row(`line ${unreadCount}`).isVisible())) {
    for (const text of await ada.log()) seen.add(text)
    await ada.page.mouse.wheel(0, 400)
    await ada.page.evaluate(() => new Promise(requestAnimationFrame))
  }
  for (const text of await ada.log()) seen.add(text)
  for (let number = 1; number <= unreadCount; number++) expect(seen).toContain(`line ${number}`)
  await ada.page.mouse.wheel(0, 4000)
  await ada.counts(name, undefined)
})

test('the link of a message leads to it, however far back, and back to the newest', async () => {
  const { path } = await newRoom()
  await ken.tells(path, 'the first of all')
  const id = await ken.tells(path, 'look here')
  for (let number = 1; number <= unreadCount; number++) await ken.tells(path, `line ${number}`)

  await ada.page.goto(`${path}/${id}`)
  await ada.sees('look here')
  await ada.sees('the first of all')
  await ada.page.getByRole('button', { name: /jump to latest/i }).click()
  await ada.sees(`line ${unreadCount}`)
  await ken.tells(path, 'and this')
  await ada.sees('and this')

  // A place that never was is answered by the newest.
  await ada.page.goto(`${path}/99999`)
  await ada.sees('and this')
})

test('whoever was led past what is new gets to the first unread, however many there are', async () => {
  const { path } = await newRoom()
  const id = await ada.tells(path, 'look here')
  for (let number = 1; number <= unreadCount; number++) await ken.tells(path, `line ${number}`)
  await ada.page.goto(`${path}/${id}`)
  await ada.sees('look here')
  await ada.page.getByRole('button', { name: /jump to latest/i }).click()
  await ada.sees(`line ${unreadCount}`)
  // Not over whatever happens to be the first that is here.
  expect(await ada.page.getByText('NEW MESSAGES').count()).toBe(0)
  await ada.page.getByRole('button', { name: 'First unread' }).click()
  await ada.page.getByText('NEW MESSAGES').waitFor()
  await ada.sees('line 1')
  await ada.page.getByRole('button', { name: 'First unread' }).waitFor({ state: 'detached' })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { isFree as isFreeFor, type Screen, screens } from './hindrances.ts'
import { Person } from './person.ts'
import { longPress } from './touch.ts'

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

// Each theme once: the contrast of the tokens is tested for both by themselves.
const looks = [
  ['desk', 'neon'],
  ['phone', 'amber'],
] as const satisfies [Screen, string][]

for (const [screen, theme] of looks)
  test(`nothing hinders anybody: ${theme} on a ${screen}`, { timeout: 180_000 }, async () => {
    const ada = await Person.at(browser, serverAddress.origin, unique('ada'), screens[screen])
    const { page } = ada
    const isFree = (place: string) => isFreeFor(page, place, screen)
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

for (const [screen, theme] of looks)
  test(`nothing hinders an owner: ${theme} on a ${screen}`, { timeout: 180_000 }, async () => {
    const ada = await Person.at(browser, serverAddress.origin, unique('ada'), screens[screen])
    const { page } = ada
    const isFree = (place: string) => isFreeFor(page, place, screen)
    const shut = async () => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify({ theme }))
    await ada.enroll()
    const mine = await ada.makes(unique('mine'), 'what it is about')
    await ken.enters(mine)
    await ken.tells(mine, 'said by ken')
    await ada.tells(mine, 'said by ada')
    await page.goto(mine)
    await ada.sees('said by ada')

    for (const item of ['Edit room…', 'Delete room…']) {
      await ada.picks(item)
      await page.getByRole('dialog').waitFor()
      await isFree(item)
      await shut()
    }
    await ada.picks('Moderation…')
    for (const part of ['Reports', 'Slow mode', 'Bans', 'Audit']) {
      await page.getByRole('dialog').getByRole('button', { name: part }).click()
      await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'detached' })
      await isFree(`moderation: ${part}`)
    }
    await shut()

    if (screen === 'phone') {
      await longPress(ada.row('said by ken'))
      await isFree('sheet')
      await page.getByRole('button', { name: 'Report…' }).click()
    } else {
      await ada.row('said by ken').hover()
      await isFree('shelf')
      await ada.row('said by ken').getByRole('button', { name: 'Report message' }).click()
    }
    await page.getByRole('dialog', { name: /^Report/ }).waitFor()
    await isFree('report')
    await shut()
    await ada.composer.press('Control+ArrowUp')
    await ada.composer.press('ArrowUp')
    await page.getByRole('textbox', { name: 'Edit message' }).waitFor()
    await isFree('edit')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')

    await page.context().setOffline(true)
    await ada.composer.fill('I can wait')
    await (screen === 'phone'
      ? page.getByRole('button', { name: 'Send' }).click()
      : ada.composer.press('Enter'))
    await page.getByText('OFFLINE · 1 QUEUED').locator('visible=true').waitFor()
    await isFree('offline')
    await page.context().setOffline(false)
    await ada.hasSent('I can wait')
    await page.goto('/')
    await page
      .getByRole('button', { name: /Create/ })
      .first()
      .click()
    await page.getByRole('dialog').waitFor()
    await page.getByLabel('Name').fill('x')
    await page.getByRole('button', { name: 'Create room' }).click()
    await page.getByText('3 to 50 characters.').waitFor()
    await isFree('create')
    await shut()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await isFree('keys')
    expect(ada.complaints).toEqual([])
    await page.context().close()
  })

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let ken: Person
const [engine, mill, theirs] = [unique('analytical-engine'), unique('mill and store'), unique('difference')]
let home: string

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
  home = await ada.makes(engine)
  await ada.makes(mill)
  await ken.makes(theirs)
  await ada.page.goto(home)
  await ada.composer.waitFor()
})

afterAll(async () => {
  await browser.close()
  expect(ada.complaints).toEqual([])
})

const palette = () => ada.page.getByRole('dialog', { name: 'Go to or do' })
const chosen = () => palette().locator('[data-highlighted]')

async function types(letters: string) {
  await ada.page.keyboard.press('Control+k')
  await palette().getByRole('combobox').waitFor()
  await ada.page.keyboard.type(letters)
}

test('a few letters and Enter lead to a room, and the keyboard alone does all of it', async () => {
  await ada.composer.fill('a draft that stays')
  await types(mill.slice(0, 2) + mill.slice(-3))
  await chosen().getByText(mill).waitFor()
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('textbox', { name: `Message #${mill}` }).waitFor()
  expect(await palette().count()).toBe(0)
  await types(engine.slice(-5))
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('textbox', { name: `Message #${engine}` }).waitFor()
  expect(await ada.composer.inputValue()).toBe('a draft that stays')
})

test('arrows walk through what is found; Escape and the same key close it and give the focus back', async () => {
  await ada.composer.focus()
  await types('turn')
  const first = await chosen().textContent()
  await ada.page.keyboard.press('ArrowDown')
  expect(await chosen().textContent()).not.toBe(first)
  await ada.page.keyboard.press('ArrowUp')
  expect(await chosen().textContent()).toBe(first)
  await ada.page.keyboard.press('Escape')
  await palette().waitFor({ state: 'detached' })
  await ada.page.keyboard.press('Control+k')
  await palette().waitFor()
  await ada.page.keyboard.press('Control+k')
  await palette().waitFor({ state: 'detached' })
  await expect.poll(() => ada.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
})

test('it does things, too, and finds rooms that one is not in', async () => {
  await types('amber')
  await ada.page.keyboard.press('Enter')
  await expect.poll(() => ada.page.evaluate(() => document.documentElement.dataset.theme)).toBe('amber')
  await types('create')
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('dialog', { name: 'Create a room' }).waitFor()
  await ada.page.keyboard.press('Escape')
  await types(theirs)
  await palette()
    .getByRole('option', { name: `${theirs} not joined` })
    .click()
  await ada.page.getByRole('button', { name: 'Join room' }).waitFor()
})

test('the keys are told on one sheet', async () => {
  await ada.page.goto(home)
  await ada.composer.waitFor()
  await ada.page.locator('body').press('Escape')
  await ada.page.getByRole('button', { name: 'keys' }).click()
  const sheet = ada.page.getByRole('dialog', { name: 'Keys' })
  for (const words of [
    'Go to a room or person',
    'Find in the room',
    'Next room with unread',
    'CRT on or off',
  ])
    await sheet.getByText(words).waitFor()
})

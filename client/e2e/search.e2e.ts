import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

const between = 120
let browser: Browser
let ada: Person
let ken: Person
let path: string

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
  path = await ada.makes(unique('room'))
  await ken.enters(path)
  await ken.tells(path, 'the sheevaplug is a small computer')
  for (let number = 1; number <= between; number++) await ken.tells(path, `line ${number}`)
  await ken.tells(path, 'who had that Sheevaplug?')
  // Whoever spoke last has read all of it, and so opens the room at its end.
  await ada.tells(path, 'not me')
  await ada.page.goto(path)
  await ada.sees('not me')
})

afterAll(async () => {
  await browser.close()
  expect(ada.complaints).toEqual([])
})

const results = () => ada.page.getByRole('list', { name: 'Results' }).getByRole('listitem')

test('what was said is found, marked, and led to, however far back', async () => {
  await ada.page.getByRole('button', { name: 'Search in the room' }).click()
  await ada.page.getByRole('searchbox', { name: 'Search in the room' }).fill('sheevaplug')
  await ada.page.getByText('2 results, newest first').waitFor()
  expect(await results().first().locator('mark').textContent()).toBe('Sheevaplug')

  await results().last().click()
  await ada.sees('the sheevaplug is a small computer')
  await ada.sees('line 1')
  expect(new URL(ada.page.url()).pathname).toMatch(/\/rooms\/[^/]+\/\d+$/)
  // The result that led here is marked, and the next is one key away.
  await ada.page.locator('[aria-current=true]').waitFor()
  await ada.page.keyboard.press('k')
  await ada.page.keyboard.press('Enter')
  await ada.sees('who had that Sheevaplug?')
})

test('lines that come while one looks back are counted, and one gets there', async () => {
  await results().last().click()
  await ada.sees('the sheevaplug is a small computer')
  await ken.tells(path, 'news')
  await ada.page.getByRole('button', { name: '1 new · jump to latest' }).click()
  await ada.sees('news')
  expect(new URL(ada.page.url()).pathname).toBe(path)
})

test('words that nobody said say so; the panel and the words survive a reload, and Escape closes it', async () => {
  const box = ada.page.getByRole('searchbox', { name: 'Search in the room' })
  await box.fill('xylophone')
  await ada.page.getByText('Nothing for “xylophone”').waitFor()
  await ada.page.waitForURL(/q=xylophone/)
  await ada.page.reload()
  await ada.page.getByText('Nothing for “xylophone”').waitFor()
  expect(await box.inputValue()).toBe('xylophone')
  await box.press('Escape')
  await box.waitFor({ state: 'detached' })
})

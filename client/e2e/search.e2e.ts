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

test('words are found in all rooms, filters narrow them, and a hit in another room leads there', async () => {
  const other = await ada.makes(unique('other'))
  await ken.enters(other)
  await ken.tells(other, 'a sheevaplug for sale at https://example.org/plug')
  await ada.page.goto(`${path}?panel=search`)
  const box = ada.page.getByRole('searchbox', { name: /Search in/ })
  await box.fill('sheevaplug')
  await ada.page.getByText('2 results, newest first').waitFor()
  await ada.page.getByRole('button', { name: 'All my rooms' }).click()
  await ada.page.getByText('3 results, newest first').waitFor()
  await ada.page.getByRole('button', { name: '+ has:link' }).click()
  await ada.page.getByText('1 result, newest first').waitFor()
  expect(await box.inputValue()).toBe('sheevaplug has:link')
  await results().first().click()
  await ada.sees('a sheevaplug for sale at https://example.org/plug')
  expect(new URL(ada.page.url()).pathname.startsWith(other)).toBe(true)
  const link = ada.page.getByRole('log').getByRole('link', { name: 'https://example.org/plug' })
  expect(await link.getAttribute('rel')).toContain('noopener')

  await ada.page.getByRole('button', { name: 'has:link take away' }).click()
  await box.fill('sheevaplug before:someday')
  await ada.page.getByText('This search cannot be.').waitFor()
  await box.press('Escape')
})

test('Ctrl-F finds in the room, step by step and marked; a second one is the browser’s own', async () => {
  await ada.page.goto(path)
  await ada.sees('not me')
  await ada.page.keyboard.press('Control+f')
  const bar = ada.page.getByRole('search', { name: 'Find in the room' })
  await ada.page.keyboard.type('sheevaplug')
  await bar.getByText('1 of 2').waitFor()
  await ada.page.getByRole('log').locator('mark', { hasText: 'Sheevaplug' }).waitFor()
  await ada.page.keyboard.press('Enter')
  await bar.getByText('2 of 2').waitFor()
  await ada.sees('the sheevaplug is a small computer')
  await ada.page.keyboard.press('Shift+Enter')
  await ada.sees('who had that Sheevaplug?')
  await ada.page.evaluate(() =>
    addEventListener('keydown', (event) =>
      setTimeout(() => Object.assign(window, { isTaken: event.defaultPrevented })),
    ),
  )
  await ada.page.keyboard.press('Control+f')
  await expect.poll(() => ada.page.evaluate(() => (window as { isTaken?: boolean }).isTaken)).toBe(false)
  await ada.page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await ada.page.getByRole('log').locator('mark').first().waitFor({ state: 'detached' })
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let ken: Person
let path: string
const room = unique('room')
const stopsMax = 60

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'), {
    viewport: { width: 1440, height: 900 },
  })
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
  path = await ada.makes(room)
  await ken.enters(path)
  await ken.tells(path, 'first')
  await ken.marks(path, await ken.tells(path, 'second'), '🔥')
  await ada.tells(path, 'third')
})

afterAll(async () => {
  await browser.close()
  expect(ada.complaints).toEqual([])
})

/** What has the focus, by the name that it bears. */
const focused = () =>
  ada.page.evaluate(() => {
    const one = document.activeElement
    if (!one || one === document.body) return 'page'
    if (one.matches('[data-row]')) return `line: ${one.querySelector('p')?.textContent}`
    return one.getAttribute('aria-label') ?? (one.textContent?.trim() || one.tagName)
  })

/** All stops of the page, from its beginning until it begins again. */
async function stops(key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
  await ada.page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  const met: string[] = []
  while (met.length < stopsMax) {
    await ada.page.keyboard.press(key)
    const name = await focused()
    if (met.length > 0 && (name === 'page' || name === met[0])) return met
    if (name !== 'page') met.push(name)
  }
  throw new Error(`Tab never comes back: ${met.join(' · ')}`)
}

test('Tab goes once through everything, in the order of the page, forwards and backwards', async () => {
  await ada.page.goto(path)
  await ada.sees('third')
  await ada.page.getByRole('region', { name: 'offline, 1' }).waitFor()
  const forwards = await stops('Tab')
  const place = (name: string) => forwards.findIndex((one) => one.includes(name))
  const order = [
    'Jump to',
    room,
    'Create',
    'Discover',
    'Settings',
    'Search in the room',
    'More about the room',
    'line: third',
    'Message #',
    'Close members',
    'Find a member',
    'keys',
  ]
  expect(
    order.filter((name) => place(name) < 0),
    forwards.join(' · '),
  ).toEqual([])
  expect(order.toSorted((one, other) => place(one) - place(other))).toEqual(order)
  // However many lines there are, the log is one stop.
  expect(forwards.filter((one) => one.startsWith('line'))).toEqual(['line: third'])
  expect(await stops('Shift+Tab')).toEqual(forwards.toReversed())
})

test('by keys alone one writes, goes up to a line, reacts to it, and is back where one was', async () => {
  await ada.page.goto(path)
  await ada.sees('third')
  await expect.poll(focused).toBe(`Message #${room}`)
  await ada.page.keyboard.type('by keys')
  await ada.page.keyboard.press('Enter')
  await ada.hasSent('by keys')
  await ada.page.keyboard.press('Shift+Tab')
  await expect.poll(focused).toMatch(/^line: /)
  while (!(await focused()).includes('second')) await ada.page.keyboard.press('ArrowUp')
  // What the mouse is told by hovering over the time.
  await ada.row('second').locator('time').getByText(String(new Date().getFullYear())).waitFor()
  await ada.page.keyboard.press('Enter')
  await expect.poll(focused).toBe('React 👍')
  await ada.page.keyboard.press('Enter')
  await ada.row('second').getByRole('button', { name: '👍 1, with yours' }).waitFor()
  await ada.page.keyboard.press('Escape')
  await expect.poll(focused).toBe('line: second')
})

test('a dialog keeps the focus while it is open, and gives it back', async () => {
  await ada.page.goto(path)
  await ada.sees('third')
  const settings = ada.page.getByRole('button', { name: 'Settings' })
  await settings.focus()
  await ada.page.keyboard.press('Enter')
  const dialog = ada.page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByText('this one').waitFor()
  for (let number = 0; number < 30; number++) {
    await ada.page.keyboard.press('Tab')
    // Past the last the browser's own focus goes round outside, for a moment.
    await expect.poll(() => dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true)
  }
  await ada.page.keyboard.press('Escape')
  await expect.poll(focused).toBe('Settings')
})

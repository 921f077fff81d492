import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

const lineCount = 170
const line = (number: number) => `line ${number}${' and on'.repeat(number % 23)}`
let browser: Browser
let ada: Person
let path: string
let say: (text: string) => Promise<void>

beforeAll(async () => {
  browser = await openBrowser()
  const maker = await Person.at(browser, serverAddress.origin, unique('ken'))
  await maker.enroll()
  path = await maker.makes(unique('archive'))
  say = async (text) => void (await maker.tells(path, text))
  for (let number = 1; number <= lineCount; number++) await say(line(number))
})

beforeEach(async () => {
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  await ada.enroll()
  await ada.enters(path)
  await ada.page.goto(path)
  await ada.sees(line(lineCount))
})

afterAll(() => browser.close())

/** The first row in full view, and where it stands. */
function firstInView() {
  const log = document.querySelector('[role=log]')
  const top = log?.getBoundingClientRect().top ?? 0
  const row = [...document.querySelectorAll('[role=log] [data-row]')].find(
    (one) => one.getBoundingClientRect().top >= top,
  )
  return { key: row?.getAttribute('data-row') ?? '', top: row?.getBoundingClientRect().top ?? Number.NaN }
}

const topOf = (key: string) =>
  document.querySelector(`[data-row="${key}"]`)?.getBoundingClientRect().top ?? Number.NaN

/** Whether another row than this one is now the first in view. */
function hasMovedFrom(key: string) {
  const top = document.querySelector('[role=log]')?.getBoundingClientRect().top ?? 0
  const rows = [...document.querySelectorAll('[role=log] [data-row]')]
  return rows.find((one) => one.getBoundingClientRect().top >= top)?.getAttribute('data-row') !== key
}

/** Whether the last line is on the screen as a whole. */
function isAtEnd() {
  const log = document.querySelector('[role=log]')
  return log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < 60
}

/** Some frames later: whatever still moves the log has moved it. */
async function settled() {
  for (let frame = 0; frame < 12; frame++) await new Promise(requestAnimationFrame)
}

test('one can read back to the beginning, and every line is there once', async () => {
  const seen = new Set(await ada.log())
  const drawnMax = 60
  await ada.page.getByRole('log').hover()
  while (!(await ada.page.getByText('Here the room begins').isVisible())) {
    const { key } = await ada.page.evaluate(firstInView)
    await ada.page.mouse.wheel(0, -300)
    await ada.page.waitForFunction(hasMovedFrom, key)
    const shown = await ada.log()
    expect(new Set(shown).size).toBe(shown.length)
    expect(shown.length).toBeLessThan(drawnMax)
    for (const text of shown) seen.add(text)
  }
  expect(seen.size).toBe(lineCount)
})

test('what comes while one reads back moves nothing, and is counted', async () => {
  await ada.page.getByRole('log').hover()
  await ada.page.mouse.wheel(0, -1500)
  await ada.page.getByRole('button', { name: 'Jump to latest' }).waitFor()
  const before = await ada.page.evaluate(firstInView)

  await say('news')
  await say('more news')
  await ada.page.getByRole('button', { name: '2 new · jump to latest' }).waitFor()
  expect(Math.abs((await ada.page.evaluate(topOf, before.key)) - before.top)).toBeLessThanOrEqual(1)

  await ada.page.getByRole('button', { name: '2 new · jump to latest' }).click()
  await ada.sees('more news')
})

test('at the end of the log one stays at the end', async () => {
  for (const text of ['one more', 'another', 'the last']) {
    await say(text)
    await ada.sees(text)
  }
  const row = ada.row('the last')
  await row.waitFor()
  const gap = async () => {
    const [box, log] = [await row.boundingBox(), await ada.page.getByRole('log').boundingBox()]
    return Math.round((log?.y ?? 0) + (log?.height ?? 0) - ((box?.y ?? 0) + (box?.height ?? 0)))
  }
  const isWhole = (pixels: number) => pixels >= 0 && pixels < 20
  await expect.poll(gap).toSatisfy(isWhole)
  // Also when the box grows under it.
  await ada.composer.fill('a\nlong\nthought')
  await expect.poll(gap).toSatisfy(isWhole)
  await ada.composer.fill('')
  await expect.poll(gap).toSatisfy(isWhole)
})

test('where older lines come while the room opens, it still opens where reading was left', async () => {
  const late = await Person.at(browser, serverAddress.origin, ada.name, {
    viewport: { width: 1440, height: 900 },
  })
  await late.comesBack()
  // Frames so slow that a page comes between those in which the log finds its place.
  await late.page.addInitScript((frame: number) => {
    window.requestAnimationFrame = (call) => window.setTimeout(() => call(performance.now()), frame)
  }, 150)
  await ada.page.goto('/settings')
  await say('meanwhile')
  const older = late.page.waitForResponse((answer) => answer.url().includes('before='))
  await late.page.goto(path)
  await older
  await late.page.getByText('NEW MESSAGES').waitFor()
  await late.page.evaluate(settled)
  expect(await late.page.evaluate(isAtEnd)).toBe(true)
  await late.page.context().close()
})

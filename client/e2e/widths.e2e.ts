import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('on a phone each room shows what was said last, and what is said next', async () => {
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'), phone)
  const ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
  const name = unique('room')
  const path = await ada.makes(name)
  await ken.enters(path)
  await ken.tells(path, 'the mill is warm')
  await ada.page.goto('/')
  await ada.roomLink(name).getByText(`${ken.name}: the mill is warm`).waitFor()
  const id = await ken.tells(path, 'and the store is full')
  await ada.roomLink(name).getByText(`${ken.name}: and the store is full`).waitFor()
  await ken.erases(path, id)
  await ada.roomLink(name).getByText('message deleted').waitFor()
  expect(ada.complaints).toEqual([])
  await ada.page.context().close()
  await ken.page.context().close()
})

test('on a phone without a network the whole of what is so stands over the box, and the way out is a thumb wide', async () => {
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'), phone)
  await ada.enroll()
  await ada.page.goto(await ada.makes(unique('room')))
  await ada.composer.waitFor()
  await ada.page.context().setOffline(true)
  await ada.composer.fill('I can wait')
  await ada.page.getByRole('button', { name: 'Send' }).click()
  const bar = ada.page.getByRole('status').filter({ hasText: 'OFFLINE · 1 QUEUED' })
  const words = bar.getByText('sent once back online')
  await words.waitFor()
  expect(await words.evaluate((line) => line.scrollWidth - line.clientWidth)).toBe(0)
  const [said, around] = [await words.boundingBox(), await bar.boundingBox()]
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual((around?.y ?? 0) + (around?.height ?? 0))
  const box = await bar.getByRole('button', { name: 'Try now' }).boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(44)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.viewport.width)
  await ada.page.context().setOffline(false)
  await ada.hasSent('I can wait')
  expect(ada.complaints).toEqual([])
  await ada.page.context().close()
})

test('where there is little place the rooms are a rail; a wide page keeps what the person chose', async () => {
  const screen = { viewport: { width: 820, height: 800 } }
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'), screen)
  await ada.enroll()
  const name = unique('room')
  const path = await ada.makes(name)
  await ada.page.goto(path)
  await ada.composer.waitFor()
  const width = async () => (await ada.page.getByRole('complementary').first().boundingBox())?.width
  expect(await width()).toBe(64)
  await ada.roomLink(name).waitFor()
  await ada.page.setViewportSize({ width: 1280, height: 800 })
  await expect.poll(width).toBe(256)
  await ada.page.getByRole('button', { name: 'Narrow the rooms' }).click()
  await expect.poll(width).toBe(64)
  await ada.page.reload()
  await ada.composer.waitFor()
  expect(await width()).toBe(64)
  await ada.page.getByRole('button', { name: 'Widen the rooms' }).click()
  await expect.poll(width).toBe(256)
  expect(ada.complaints).toEqual([])
  await ada.page.context().close()
})

test('on a phone, however small, nothing of what an owner looks after is cut off', async () => {
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'), phone)
  await ada.enroll()
  await ada.page.goto(await ada.makes(unique('room')))
  await ada.composer.waitFor()
  await ada.picks('Moderation…')
  const house = ada.page.getByRole('dialog', { name: /^Moderation/ })
  for (const width of [390, 320]) {
    await ada.page.setViewportSize({ width, height: 844 })
    for (const part of ['Reports', 'Slow mode', 'Kept for', 'Bans', 'Audit']) {
      await house.getByRole('button', { name: part, exact: true }).click()
      const outside = await house.evaluate(outsideOf)
      expect({ [`${part}, ${width}`]: outside }).toEqual({ [`${part}, ${width}`]: [] })
    }
  }
  await ada.page.context().close()
})

/** Runs in the page: the buttons that do not stand wholly between a box's left and right edge. */
function outsideOf(box: Element): (string | null)[] {
  const { left, right } = box.getBoundingClientRect()
  return [...box.querySelectorAll('button')]
    .filter((button) => {
      const here = button.getBoundingClientRect()
      return here.left < left || here.right > right
    })
    .map((button) => button.textContent)
}

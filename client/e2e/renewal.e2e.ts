import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test('before a token ends the page goes over to another socket, and nothing is missed or doubled', async () => {
  const at = (who: string) => Person.at(browser, serverAddress.origin, unique(who))
  const [ada, ken] = [await at('ada'), await at('ken')]
  await ada.enroll()
  await ken.enroll()
  const path = await ken.makes(unique('room'))
  await ada.enters(path)
  const links: string[] = []
  ada.page.on('websocket', (socket) => {
    links.push('open')
    socket.on('close', () => links.push('closed'))
  })
  await ada.page.addInitScript(hurry)
  await ada.page.goto(path)
  await ada.composer.waitFor()
  await ken.tells(path, 'said before')
  await ada.sees('said before')
  expect(links).toEqual(['open'])

  const second = ada.page.waitForEvent('websocket')
  await ada.page.evaluate('renewNow()')
  const said = ['said before']
  const talk = async () => {
    for (let number = 1; number <= 8; number++) {
      await ken.tells(path, `while moving ${number}`)
      said.push(`while moving ${number}`)
    }
  }
  await Promise.all([second, talk()])
  await ada.says('and I am still here')
  await ada.seesExactly([...said, 'and I am still here'])

  // The first was closed after the second was open, and the page never said that it had lost the server.
  await expect.poll(() => links, { timeout: 15_000 }).toEqual(['open', 'open', 'closed'])
  await ada.isTold(/LINK OK/)
  expect([...ada.complaints, ...ken.complaints]).toEqual([])
})

/** Runs in the page, before its scripts: the timer of nine minutes that renews the token runs out when the story says so, and no other timer does. */
function hurry() {
  const minutes = 60_000
  const setTimeout = window.setTimeout.bind(window)
  window.setTimeout = ((act: () => void, wait?: number) => {
    if ((wait ?? 0) > 8 * minutes) Object.assign(window, { renewNow: act })
    return setTimeout(act, wait)
  }) as typeof window.setTimeout
}

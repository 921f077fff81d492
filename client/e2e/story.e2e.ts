import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { type CutProxy, cutProxy } from './cut-proxy.ts'
import { Person } from './person.ts'

let browser: Browser
let wire: CutProxy
let ada: Person
let ken: Person

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

beforeEach(async () => {
  wire = await cutProxy(serverAddress)
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, wire.address, unique('ken'))
})

afterEach(async () => {
  await ada.page.context().close()
  await ken.page.context().close()
  wire.close()
  expect([...ada.complaints, ...ken.complaints]).toEqual([])
})

/** ada makes a room; ken comes by its link. */
async function meet(): Promise<string> {
  await ada.enroll()
  const name = unique('room')
  const path = await ada.makes(name)
  await ada.page.goto(path)
  await ken.arrives(path)
  await ken.joins()
  return name
}

test('two people meet in a room by its link and talk both ways', async () => {
  await ada.registers()
  const path = await ada.createsRoom(unique('room'), 'what it is about')
  await ken.registers(path)
  await ken.joins()
  await ada.says('hello ken')
  await ken.sees('hello ken')
  await ken.says('hello ada')
  await ada.sees('hello ada')

  const shown = ['hello ken', 'hello ada']
  await ada.seesExactly(shown)
  await ken.seesExactly(shown)
})

test('whoever loses the connection is told, and afterwards sees what the others see, once and in order', async () => {
  await meet()
  await ada.says('one')
  await ken.says('two')
  await ada.sees('two')

  wire.cut()
  await ken.isTold(/REDIAL|OFFLINE/)
  await ada.says('three')
  await ada.says('four')
  await ada.says('five')
  await ada.edits('three', 'three, better')
  await ada.deletes('four')
  await ada.reacts('two', '🎉')
  await ada.isTold(/LINK OK/)
  expect(await ken.log()).toEqual(['one', 'two'])

  wire.mend()
  await ken.isTold(/LINK OK/)
  const shown = ['one', 'two 🎉1', 'three, better', 'message deleted', 'five']
  await ken.seesExactly(shown)
  await ada.seesExactly(shown)

  await ken.page.reload()
  await ken.seesExactly(shown)
})

test('what is said while the link is down goes out once, when it is back', async () => {
  await meet()
  await ken.says('before')
  await ken.hasSent('before')
  await ada.sees('before')

  wire.cut()
  await ken.isTold(/REDIAL|OFFLINE/)
  await ken.says('while away')
  await ken.says('and more')
  await ken.isTold(/2 QUEUED/)
  expect(await ada.log()).toEqual(['before'])

  wire.mend()
  const shown = ['before', 'while away', 'and more']
  await ada.seesExactly(shown)
  await ken.seesExactly(shown)
  await ken.isTold(/LINK OK/)
  await ken.page.reload()
  await ken.seesExactly(shown)
})

test('what could not be sent outlives the page, and goes out once and in order', async () => {
  await meet()
  await ken.says('before')
  await ada.sees('before')
  // The page itself must load again, so only the link is held up.
  await ken.page.route('**/api/auth/ticket', (route) => route.abort())
  wire.cut()
  wire.mend()
  await ken.isTold(/REDIAL|OFFLINE/)
  for (const text of ['one', 'two', 'three']) await ken.says(text)
  await ken.page.reload()
  await ken.page.unroute('**/api/auth/ticket')

  const shown = ['before', 'one', 'two', 'three']
  await ada.seesExactly(shown)
  await ken.seesExactly(shown)
})

test('what was said in a tab that is closed goes out from the next, once and in order', async () => {
  await meet()
  await ken.says('before')
  await ada.sees('before')
  await ken.page.context().route('**/api/auth/ticket', (route) => route.abort())
  wire.cut()
  wire.mend()
  await ken.isTold(/REDIAL|OFFLINE/)
  for (const text of ['one', 'two', 'three']) await ken.says(text)
  const path = new URL(ken.page.url()).pathname
  await ken.page.close()
  const tab = await ken.opensTab(path)
  await ken.page.context().unroute('**/api/auth/ticket')

  const shown = ['before', 'one', 'two', 'three']
  await ada.seesExactly(shown)
  await tab.seesExactly(shown)
  expect(tab.complaints).toEqual([])
})

test('a room that was deleted while the link was down says so when it is back', async () => {
  const name = await meet()
  const path = new URL(ken.page.url()).pathname
  wire.cut()
  await ken.isTold(/REDIAL|OFFLINE/)
  await ken.says('are you there?')
  await ada.post(`/api${path}`, undefined, 'DELETE')
  wire.mend()
  await ken.page.getByRole('heading', { name: `#${name} is gone` }).waitFor()
  await ken.roomLink(name).waitFor({ state: 'detached' })
})

test('a room one is not looking at shows how much is new, and going there reads it', async () => {
  const name = await meet()
  await ken.createsRoom(unique('elsewhere'))
  await ada.says('psst')
  await ada.says('are you there?')
  await ken.roomLink(name).getByText('2 unread').waitFor()

  await ken.roomLink(name).click()
  await ken.seesExactly(['psst', 'are you there?'])
  await ken.roomLink(name).getByText('unread').waitFor({ state: 'detached' })
})

test('a person leaves a room, logs out, and comes back in', async () => {
  const name = await meet()
  await ken.leaves()
  await ken.roomLink(name).waitFor({ state: 'detached' })
  await ken.logsOut()
  await ken.page.reload()
  await ken.page.getByRole('link', { name: 'Enter chat' }).click()
  await ken.logsIn()
  await ken.page.getByText('No rooms yet').waitFor()
  expect(await ken.page.getByRole('dialog').count()).toBe(0)
})

import { expect, test } from 'vitest'
import { ada } from '../../testing/people.ts'
import { RoomModel } from '../../testing/room-model.ts'
import { startIsland } from './island.ts'
import { hasOlder, lose, shownOf, startTimeline } from './timeline.ts'

/** A room in which ten lines stand, at the seqs 1 to 10. */
function spoken() {
  const room = new RoomModel('r')
  for (let line = 0; line < 10; line++) room.act({ do: 'post', by: ada, text: `line ${line}` })
  return room
}

const texts = (timeline: Parameters<typeof shownOf>[0]) => shownOf(timeline).map((message) => message.text)

test('what was removed is shown no longer, and the room begins behind it', () => {
  const timeline = startTimeline(spoken().page(4), ada.id)
  const after = lose(timeline, 8)

  expect(texts(after)).toEqual(['line 8', 'line 9'])
  expect(hasOlder(timeline)).toBe(true)
  expect(hasOlder(after)).toBe(false)
})

test('what was removed further up changes nothing of what is shown, and there is still something above', () => {
  const timeline = startTimeline(spoken().page(4), ada.id)
  const after = lose(timeline, 3)

  expect(texts(after)).toEqual(texts(timeline))
  expect(hasOlder(after)).toBe(true)
})

test('a part far back that was removed gives way to the newest', () => {
  const room = spoken()
  const timeline = startIsland(startTimeline(room.page(2), ada.id), room.before(5, 3), ada.id)
  if (timeline === 'stale') throw new Error('The page was read just now.')

  expect(texts(lose(timeline, 3))).toEqual(['line 3'])
  expect(texts(lose(timeline, 6))).toEqual(['line 8', 'line 9'])
})

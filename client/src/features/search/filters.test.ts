import { expect, test } from 'vitest'
import { filtersOf, withFilter, withinRoom, without } from './filters.ts'

test('filters stand among the words', () => {
  const typed = 'lunch from:ada FROM:"Ken T" has:link menu before:'
  expect(filtersOf(typed).map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    'from ada',
    'from Ken T',
    'has link',
  ])
  expect(filtersOf('12:30 https://in:8080 xin:y')).toEqual([])
})

test('a filter is taken out and put in', () => {
  const [from] = filtersOf('lunch from:"Ken T" menu')
  expect(from && without('lunch from:"Ken T" menu', from)).toBe('lunch menu')
  expect(withFilter('lunch', 'in', 'long room')).toBe('lunch in:"long room"')
  expect(withFilter('', 'has', 'link')).toBe('has:link')
})

test('a search in a room names the room, unless the person has named one', () => {
  expect(withinRoom('from:ada', 'engine')).toBe('from:ada in:engine')
  expect(withinRoom('in:mill wheel', 'engine')).toBe('in:mill wheel')
})

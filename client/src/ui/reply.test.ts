import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../api/generated.ts'
import { joinReply, oneLine, replyLine, splitReply, spokenOf } from './reply.ts'

const roomId = '00000000-0000-7000-8000-000000000001'
const origin = 'https://chat.example:8443'

const message = (text: string, username = 'ada', id = 7): Message => ({
  roomId,
  id,
  clientId: 'c',
  author: { id: 'a', username },
  text,
  sentAt: '2026-03-01T12:00:00.000Z',
  reactions: [],
  changedSeq: id,
})

test('the head of an answer is a quote that leads to what is answered', () => {
  const line = replyLine(message('so it\nis'), origin)
  expect(line).toBe(`> @ada: so it is ${origin}/rooms/${roomId}/7`)
  expect(splitReply(`${line}\nno`, roomId)).toEqual({
    head: { line, name: 'ada', words: 'so it is', id: 7 },
    rest: 'no',
  })
  expect(spokenOf(`${line}\nno`)).toBe('no')
})

test('an answer to an answer quotes what was said, not what that answered', () => {
  const first = `${replyLine(message('one'), origin)}\ntwo`
  expect(oneLine(first)).toBe('two')
  expect(replyLine(message(first, 'ken', 8), origin)).toBe(`> @ken: two ${origin}/rooms/${roomId}/8`)
})

test('in one line there are no marks', () => {
  expect(oneLine('> so\nit **is**, `a * b`\n```ts\nlet x\n```')).toBe('so it is, a * b let x')
  expect(oneLine('so *it* is, _really_: 2*3*4, a_file_name, /home/*')).toBe(
    'so it is, really: 2*3*4, a_file_name, /home/*',
  )
})

test('a quote that leads elsewhere, or nowhere, is a quote', () => {
  for (const text of [
    `> @ada: x ${origin}/rooms/00000000-0000-7000-8000-000000000002/7\nno`,
    `> @ada: x ${origin}/rooms/${roomId}/0\nno`,
    `> @ada: x ${origin}/rooms/${roomId}/7 and more\nno`,
    `> @ada: x\nno`,
    `> ada: x ${origin}/rooms/${roomId}/7`,
    `no\n> @ada: x ${origin}/rooms/${roomId}/7`,
  ])
    expect(splitReply(text, roomId)).toEqual({ rest: text })
})

test('whatever is answered with whatever, both come out again, and the head stays short', () => {
  const name = fc.string({ minLength: 3, maxLength: 50, unit: fc.constantFrom(...'adb :@>/.李 x') })
  const said = fc.oneof(fc.string(), fc.webUrl(), fc.constant(`${origin}/rooms/${roomId}/9`))
  fc.assert(
    fc.property(name, said, fc.string(), fc.integer({ min: 1, max: 1e14 }), (username, text, rest, id) => {
      const line = replyLine(message(text, username, id), origin)
      expect([...line].length).toBeLessThan(250)
      const split = splitReply(joinReply(line, rest), roomId)
      expect(split.rest).toBe(rest)
      expect(split.head?.id).toBe(id)
      expect(split.head?.line).toBe(line)
    }),
  )
})

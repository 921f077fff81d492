import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ok, refused } from './client/http.js'
import { people, person, roomOf, uuid } from './client/people.js'

const at = (room, message) => `/api/rooms/${room.id}/messages/${message.id}`
const edit = (who, room, message, text) => who.ask('PATCH', at(room, message), { text })
const erase = (who, room, message) => who.ask('DELETE', at(room, message))
const react = (who, room, message, emoji, method = 'PUT') => who.ask(method, `${at(room, message)}/reactions/${encodeURIComponent(emoji)}`)

describe('a message', () => {
  test('is answered as it is kept', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const clientId = uuid()
    const { message, duplicate } = ok(await ada.post(room, 'hello', clientId.toUpperCase()), 201)
    assert.equal(duplicate, false)
    assert.deepEqual(message, { roomId: room.id, id: 2, clientId, author: ada.ref, text: 'hello', sentAt: message.sentAt, reactions: [], changedSeq: 2 })
    assert.deepEqual(ok(await ada.get(at(room, message))), message)
    const now = await ada.sees(room)
    assert.deepEqual([now.lastSeq, now.lastActivityAt, now.readSeq, now.unread], [2, message.sentAt, 2, 0])
  })

  test('keeps its text to the letter', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    for (const text of ['  spaces around  ', 'a\r\nb\tc\u0007', 'e\u0301 é ﬁ', '<b>&amp;</b>', '\u202e right to left', '👩‍👩‍👧‍👦', '\ufeffbom', '\ufffe', '"\\']) {
      assert.equal((await ada.says(room, text)).text, text)
    }
    assert.equal((await ada.page(room)).messages[0].text, '  spaces around  ')
  })

  test('has 1 to 1,000 code points, trimmed', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const longest = ` ${'🎉'.repeat(1000)}\u3000`
    assert.equal((await ada.says(room, longest)).text, longest)
    for (const text of ['', '   ', '\u00a0\u2003\u3000\u0085\n', 'x'.repeat(1001), '🎉'.repeat(1001)]) refused(await ada.post(room, text), 422, 'invalid', 'text')
  })

  test('holds no NUL and no lone surrogate', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    refused(await ada.post(room, 'a\u0000b'), 422, 'invalid', 'text')
    for (const text of ['\\ud83c', 'a\\udf89b', '\\udf89\\ud83c']) {
      const raw = `{"clientId":"${uuid()}","text":"${text}"}`
      refused(await ada.ask('POST', `/api/rooms/${room.id}/messages`, undefined, { raw }), 422, 'invalid', 'text')
    }
    assert.equal((await ada.sees(room)).lastSeq, 1)
  })

  test('needs a client id that is one', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    for (const clientId of ['x', '00000000-0000-0000-0000-000000000000', uuid().replaceAll('-', ''), `{${uuid()}}`]) {
      refused(await ada.post(room, 'hello', clientId), 422, 'invalid', 'clientId')
    }
  })

  test('needs a membership and a room', async () => {
    const [ada, eve] = await people(2)
    const room = await ada.makesRoom()
    const message = await ada.says(room, 'hello')
    refused(await eve.post(room, 'hello'), 403, 'notMember')
    refused(await eve.get(at(room, message)), 403, 'notMember')
    refused(await ada.get(at(room, { id: 1 })), 404, 'messageNotFound')
    refused(await ada.get(at(room, { id: 99 })), 404, 'messageNotFound')
    refused(await ada.get(at({ id: uuid() }, message)), 404, 'roomNotFound')
  })

  test('is sent no earlier than the one before', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const posted = await Promise.all(Array.from({ length: 20 }, (_, n) => ada.says(room, `${n}`)))
    const times = posted.sort((a, b) => a.id - b.id).map((message) => Date.parse(message.sentAt))
    assert.deepEqual(times, times.toSorted((a, b) => a - b))
  })
})

describe('editing', () => {
  test('shows the new text, and when', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const message = await ada.says(room, 'first')
    const edited = ok(await edit(ada, room, message, ' second '))
    assert.deepEqual(edited, { ...message, text: ' second ', editedAt: edited.editedAt, changedSeq: 3 })
    assert.ok(Date.parse(edited.editedAt) >= Date.parse(message.sentAt))
    assert.deepEqual(ok(await ada.get(at(room, message))), edited)
  })

  test('is refused where it cannot be', async () => {
    const [ada, bob, eve] = await people(3)
    const room = await roomOf(ada, bob)
    const message = await bob.says(room, 'hello')
    refused(await edit(ada, room, message, 'x'), 403, 'notAuthor')
    refused(await edit(eve, room, message, 'x'), 403, 'notMember')
    refused(await edit(bob, room, { id: 99 }, 'x'), 404, 'messageNotFound')
    refused(await edit(bob, room, message, 'hello'), 409, 'textUnchanged')
    refused(await edit(bob, room, message, ' '), 422, 'invalid', 'text')
    refused(await edit(bob, room, message, 'x'.repeat(1001)), 422, 'invalid', 'text')
    ok(await erase(bob, room, message))
    refused(await edit(bob, room, message, 'x'), 409, 'messageDeleted')
    assert.equal((await ada.sees(room)).lastSeq, 4)
  })
})

describe('deleting', () => {
  test('leaves a tombstone without words, once', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const message = await bob.says(room, 'secret')
    ok(await react(ada, room, message, '👍'))
    const gone = ok(await erase(bob, room, message))
    assert.deepEqual(gone, { ...message, text: '', reactions: [], deletedAt: gone.deletedAt, changedSeq: 5 })
    assert.deepEqual(ok(await erase(bob, room, message)), gone)
    assert.deepEqual(ok(await erase(ada, room, message)), gone)
    assert.equal((await ada.sees(room)).lastSeq, 5)
    assert.deepEqual((await ada.page(room)).messages, [gone])
  })

  test('is for the author and the owner', async () => {
    const [ada, bob, carol] = await people(3)
    const room = await roomOf(ada, bob, carol)
    const [hers, his] = [await carol.says(room, 'hers'), await bob.says(room, 'his')]
    refused(await erase(bob, room, hers), 403, 'notAuthor')
    ok(await erase(ada, room, hers))
    refused(await erase(bob, room, hers), 403, 'notAuthor')
    ok(await erase(bob, room, his))
    refused(await erase(bob, room, { id: 99 }), 404, 'messageNotFound')
  })
})

describe('reacting', () => {
  test('counts people, and says whether I am one', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const message = await ada.says(room, 'hello')
    assert.deepEqual(ok(await react(bob, room, message, '❤️')).reactions, [{ emoji: '❤️', count: 1, userIds: [bob.id], mine: true }])
    const both = ok(await react(ada, room, message, '❤️'))
    assert.deepEqual(both.reactions, [{ emoji: '❤️', count: 2, userIds: [bob.id, ada.id], mine: true }])
    assert.deepEqual([both.changedSeq, 'editedAt' in both], [5, false])
    assert.equal(ok(await react(ada, room, message, '❤️')).changedSeq, 5)
    const off = ok(await react(bob, room, message, '❤️', 'DELETE'))
    assert.deepEqual([off.reactions[0].userIds, off.reactions[0].mine ?? false, off.changedSeq], [[ada.id], false, 6])
    assert.equal(ok(await react(bob, room, message, '❤️', 'DELETE')).changedSeq, 6)
    assert.equal((await ada.sees(room)).lastSeq, 6)
  })

  test('orders by count, then as the contract lists them', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const message = await ada.says(room, 'hello')
    for (const emoji of ['🎉', '👀', '🔥', '😂', '❤️', '👎', '👍']) ok(await react(ada, room, message, emoji))
    const { reactions } = ok(await react(bob, room, message, '🔥'))
    assert.deepEqual(reactions.map(({ emoji }) => emoji), ['🔥', '👍', '👎', '❤️', '😂', '👀', '🎉'])
  })

  test('is refused where it cannot be', async () => {
    const [ada, eve] = await people(2)
    const room = await ada.makesRoom()
    const message = await ada.says(room, 'hello')
    for (const emoji of ['🍕', '❤', 'x', '👍👍', '👍🏽']) refused(await react(ada, room, message, emoji), 422, 'invalid')
    refused(await react(eve, room, message, '👍'), 403, 'notMember')
    refused(await react(ada, room, { id: 99 }, '👍'), 404, 'messageNotFound')
    ok(await erase(ada, room, message))
    refused(await react(ada, room, message, '👍'), 409, 'messageDeleted')
  })
})

test('unread counts what others said after my mark, and is not deleted', async () => {
  const [ada, bob] = await people(2)
  const room = await roomOf(ada, bob)
  const [first] = [await ada.says(room, 'one'), await ada.says(room, 'two')]
  assert.equal((await bob.sees(room)).unread, 2)
  ok(await erase(ada, room, first))
  assert.equal((await bob.sees(room)).unread, 1)
  await bob.says(room, 'three')
  const { unread, readSeq } = await bob.sees(room)
  assert.deepEqual([unread, readSeq], [0, 6])
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ask, ok, refused } from './client/http.js'
import { people, person, unique, uuid } from './client/people.js'

const search = (who, query) => who.get(`/api/search?${new URLSearchParams(query)}`)
const texts = (found) => found.hits.map((hit) => hit.message.text)
const today = new Date().toISOString().slice(0, 10)
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

/** Two people in two rooms, and a third room that only the second is in. */
async function house() {
  const [ada, ken] = await people(2)
  const [one, other, hidden] = [await ada.makesRoom(`one room ${unique()}`), await ada.makesRoom(`other ${unique()}`), await ken.makesRoom()]
  await ken.joins(one)
  return { ada, ken, one, other, hidden, finds: async (q, more) => texts(ok(await search(ada, { q, ...more }))) }
}

describe('a search over all my rooms', () => {
  test('finds what was said in any of them, the newest first, and nothing of other rooms', async () => {
    const { ada, ken, one, other, hidden, finds } = await house()
    await ada.says(one, 'a walnut here')
    await ken.says(hidden, 'a walnut that nobody sees')
    await ada.says(other, 'walnuts there')
    await ken.says(one, 'a WALNUT again')
    assert.deepEqual(await finds('walnut'), ['a WALNUT again', 'walnuts there', 'a walnut here'])
    await ada.joins(hidden)
    assert.deepEqual((await finds('walnut')).length, 4)
    await ada.leaves(hidden)
    assert.deepEqual((await finds('walnut')).length, 3)
    const [hit] = ok(await search(ada, { q: 'walnut' })).hits
    assert.deepEqual([hit.message.roomId, hit.fragments.filter((piece) => piece.match).map((piece) => piece.text)], [one.id, ['WALNUT']])
  })

  test('goes on page after page without missing or repeating anything', async () => {
    const { ada, ken, one, other } = await house()
    const said = []
    for (let at = 0; at < 13; at++) said.push(await (at % 3 ? ken.says(one, `needle ${at}`) : ada.says(other, `needle ${at}`)))
    for (const limit of [1, 4, 13, 50]) {
      const seen = []
      for (let cursor; ;) {
        const page = ok(await search(ada, { q: 'needle', limit, ...(cursor ? { cursor } : {}) }))
        seen.push(...page.hits.map((hit) => `${hit.message.roomId} ${hit.message.id}`))
        cursor = page.cursor
        if (!cursor) break
      }
      assert.equal(new Set(seen).size, said.length, `limit ${limit}`)
      assert.equal(seen.length, said.length, `limit ${limit}`)
    }
  })

  test('knows the filters from:, in:, before: and has:link, with words or without', async () => {
    const { ada, ken, one, other, finds } = await house()
    await ada.says(one, 'lunch at https://example.org/menu')
    await ken.says(one, 'lunch at noon')
    await ada.says(other, 'no lunch today')
    assert.deepEqual(await finds(`lunch from:"${ken.name}"`), ['lunch at noon'])
    assert.deepEqual(await finds(`from:"@${ken.name.toUpperCase()}"`), ['lunch at noon'])
    assert.deepEqual(await finds(`from:"${ken.name}" from:"${ada.name}" lunch`), ['no lunch today', 'lunch at noon', 'lunch at https://example.org/menu'])
    assert.deepEqual(await finds(`lunch in:"${other.name}"`), ['no lunch today'])
    assert.deepEqual(await finds(`LUNCH in:#${one.name.replaceAll(' ', '-')} noon`), ['lunch at noon'])
    assert.deepEqual(await finds('has:link'), ['lunch at https://example.org/menu'])
    assert.deepEqual(await finds(`lunch before:${tomorrow}`), ['no lunch today', 'lunch at noon', 'lunch at https://example.org/menu'])
    assert.deepEqual(await finds(`lunch before:${today}`), [])
    for (const q of [`from:${unique()} lunch`, `in:${unique()} lunch`, 'the', '', '  ']) assert.deepEqual(await finds(q), [], q)
    // A filter that nothing follows yet is a word; these are too common to count.
    assert.deepEqual(await finds('in: lunch at'), await finds('lunch'))
    assert.deepEqual(await finds('before: lunch'), await finds('lunch'))
  })

  test('never finds what is deleted, and what is edited as it is now', async () => {
    const { ada, one, finds } = await house()
    const [apple, pear] = [await ada.says(one, 'a green apple'), await ada.says(one, 'a red apple')]
    ok(await ada.ask('PATCH', `/api/rooms/${one.id}/messages/${apple.id}`, { text: 'a green pear' }))
    ok(await ada.ask('DELETE', `/api/rooms/${one.id}/messages/${pear.id}`))
    assert.deepEqual([await finds('apple'), await finds('pears'), await finds(`from:"${ada.name}"`)], [[], ['a green pear'], ['a green pear']])
    ok(await ada.ask('DELETE', `/api/rooms/${one.id}`), 204)
    assert.deepEqual(await finds('pears'), [])
  })

  test('is refused where the question is wrong', async () => {
    const ada = await person()
    refused(await search(ada, {}), 422, 'invalid', 'q')
    refused(await search(ada, { q: 'x'.repeat(201) }), 422, 'invalid', 'q')
    refused(await search(ada, { q: 'before:soon' }), 422, 'invalid', 'q')
    refused(await search(ada, { q: 'has:cheese' }), 422, 'invalid', 'q')
    for (const limit of [0, 51, 'x']) refused(await search(ada, { q: 'x', limit }), 422, 'invalid', 'limit')
    for (const cursor of ['x', 'A'.repeat(54), 'A'.repeat(201)]) refused(await search(ada, { q: 'x', cursor }), 422, 'invalid', 'cursor')
    refused(await ask('GET', '/api/search?q=x'), 401, 'unauthenticated')
  })
})

describe('who reacted', () => {
  test('is told by emoji, by time', async () => {
    const { ada, ken, one } = await house()
    const { id } = await ada.says(one, 'like me')
    const path = `/api/rooms/${one.id}/messages/${id}/reactions`
    assert.deepEqual(ok(await ada.get(path)), [])
    const react = async (who, emoji) => ok(await who.ask('PUT', `${path}/${encodeURIComponent(emoji)}`))
    await react(ken, '🎉')
    await react(ken, '🔥')
    await react(ada, '🔥')
    assert.deepEqual(ok(await ada.get(path)), [{ emoji: '🔥', count: 2, users: [ken.ref, ada.ref] }, { emoji: '🎉', count: 1, users: [ken.ref] }])
    refused(await ada.get(`/api/rooms/${one.id}/messages/999/reactions`), 404, 'messageNotFound')
    refused(await (await person()).get(path), 403, 'notMember')
    refused(await ada.get(`/api/rooms/${uuid()}/messages/1/reactions`), 404, 'roomNotFound')
  })
})

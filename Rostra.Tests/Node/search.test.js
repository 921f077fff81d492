import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ok, refused } from './client/http.js'
import { people, person, roomOf, uuid } from './client/people.js'

const search = (who, room, query) => who.get(`/api/rooms/${room.id}/search?${new URLSearchParams(query)}`)

/** A room in which these were said; answers what a search finds, the newest first. */
async function roomWith(...texts) {
  const ada = await person()
  const room = await roomOf(ada)
  const said = []
  for (const text of texts) said.push(await ada.says(room, text))
  const hits = async (q, more = {}) => ok(await search(ada, room, { q, ...more })).hits
  const finds = async (q) => (await hits(q)).map((hit) => hit.message.text)
  return { ada, room, said, hits, finds }
}

const marked = (hit) => hit.fragments.filter((fragment) => fragment.match).map((fragment) => fragment.text)

describe('a search', () => {
  test('finds by English stem', async () => {
    const { finds } = await roomWith('I was running late', 'a hopeful start', 'they hoped for rain', 'hoping still', 'nothing of this')
    assert.deepEqual(await finds('run'), ['I was running late'])
    assert.deepEqual(await finds('runs'), ['I was running late'])
    assert.deepEqual(await finds('hope'), ['hoping still', 'they hoped for rain', 'a hopeful start'])
    assert.deepEqual(await finds('hoping'), ['hoping still', 'they hoped for rain', 'a hopeful start'])
  })

  test('finds parts of the text, in any case and any script', async () => {
    const { finds } = await roomWith('Unbelievable', 'Привет всем', '今日は日本語で話します', 'GROSSE STRASSE', 'Große Straße', 'ΟΔΥΣΣΕΥΣ', 'مرحبا بالعالم', 'ok 👍🏽', 'use c++ or f#', 'apt-get in /usr/bin')
    for (const [q, ...texts] of [
      ['BELIEV', 'Unbelievable'], ['le', 'Unbelievable'], ['ривет', 'Привет всем'], ['ПРИВЕТ', 'Привет всем'], ['日本', '今日は日本語で話します'], ['語', '今日は日本語で話します'],
      ['日本語で話', '今日は日本語で話します'], ['straße', 'Große Straße', 'GROSSE STRASSE'], ['οδυσσευς', 'ΟΔΥΣΣΕΥΣ'], ['σσεύ'], ['عالم', 'مرحبا بالعالم'], ['👍', 'ok 👍🏽'],
      ['c++', 'use c++ or f#'], ['F#', 'use c++ or f#'], ['/usr/b', 'apt-get in /usr/bin'], ['t-g', 'apt-get in /usr/bin'], ['b', 'apt-get in /usr/bin', 'Unbelievable'],
    ]) assert.deepEqual(await finds(q), texts, q)
  })

  test('wants every word, and ignores English stop words', async () => {
    const { finds } = await roomWith('the cat sat on the mat', 'a dog on a mat', 'the cat is out')
    assert.deepEqual(await finds('cat mat'), ['the cat sat on the mat'])
    assert.deepEqual(await finds('the mat'), ['a dog on a mat', 'the cat sat on the mat'])
    assert.deepEqual(await finds('CATS  and the \t mats'), ['the cat sat on the mat'])
    assert.deepEqual(await finds('cat dog'), [])
    for (const q of ['the', 'THE AND of', "don't", '', '  ', '\u3000']) assert.deepEqual(await finds(q), [], q)
  })

  test('takes a sign for a sign', async () => {
    const { finds } = await roomWith('100% sure', 'snake_case', 'back\\slash', "it's <b>bold</b> & 'quoted'", 'a | b & !c')
    for (const [q, ...texts] of [['0%', '100% sure'], ['%%'], ['e_c', 'snake_case'], ['__'], ['k\\s', 'back\\slash'], ['<b>', "it's <b>bold</b> & 'quoted'"], ['|', 'a | b & !c'], ['!c', 'a | b & !c'], [':*'], ["'quoted'", "it's <b>bold</b> & 'quoted'"]]) {
      assert.deepEqual(await finds(q), texts, q)
    }
  })

  test('shows where, in pieces that make up the text', async () => {
    const { hits } = await roomWith('Running RUNS run', 'the STRASSE and the Straße', 'xx abcabc xx', '👍 ok 👍', 'a <b>bold</b> move')
    for (const [q, ...matches] of [['run', 'Running', 'RUNS', 'run'], ['straße', 'STRASSE', 'Straße'], ['abc', 'abcabc'], ['👍', '👍', '👍'], ['bold the', 'bold']]) {
      const [hit] = await hits(q)
      assert.equal(hit.fragments.map((fragment) => fragment.text).join(''), hit.message.text)
      assert.ok(hit.fragments.every((fragment) => fragment.text.length > 0 && typeof fragment.match === 'boolean'))
      assert.deepEqual(marked(hit), matches, q)
    }
  })

  test('never finds what is deleted, and what is edited as it is now', async () => {
    const { ada, room, said, finds } = await roomWith('a green apple', 'a red apple')
    ok(await ada.ask('PATCH', `/api/rooms/${room.id}/messages/${said[0].id}`, { text: 'a green pear' }))
    assert.deepEqual([await finds('apple'), await finds('pears')], [['a red apple'], ['a green pear']])
    ok(await ada.ask('DELETE', `/api/rooms/${room.id}/messages/${said[1].id}`))
    assert.deepEqual([await finds('apple'), await finds('red')], [[], []])
  })

  test('brings the newest first, page after page', async () => {
    const { ada, room, said } = await roomWith(...Array.from({ length: 7 }, (_, at) => `needle ${at}`))
    const ids = said.map((message) => message.id).reverse()
    for (const limit of [1, 2, 3, 7, 50]) {
      const seen = []
      for (let before; ;) {
        const { hits, hasMore } = ok(await search(ada, room, { q: 'needle', limit, ...(before ? { before } : {}) }))
        assert.ok(hits.length <= limit)
        seen.push(...hits.map((hit) => hit.message.id))
        assert.equal(hasMore, seen.length < ids.length)
        if (!hasMore) break
        before = hits.at(-1).message.id
      }
      assert.deepEqual(seen, ids, `limit ${limit}`)
    }
    assert.deepEqual(ok(await search(ada, room, { q: 'needle', before: 0 })), { hits: [], hasMore: false })
  })

  test('shows messages as they are to the one who searches', async () => {
    const { ada, room, said, hits } = await roomWith('to be liked')
    const alan = await person()
    await alan.joins(room)
    ok(await alan.ask('PUT', `/api/rooms/${room.id}/messages/${said[0].id}/reactions/${encodeURIComponent('🔥')}`))
    assert.deepEqual((await hits('liked'))[0].message, ok(await ada.get(`/api/rooms/${room.id}/messages/${said[0].id}`)))
    const his = ok(await search(alan, room, { q: 'liking' })).hits[0].message
    assert.deepEqual(his.reactions, [{ emoji: '🔥', count: 1, userIds: [alan.id], mine: true }])
  })

  test('stays in its room, and outside for strangers', async () => {
    const [{ ada, room, finds }, other] = [await roomWith('walnut here'), await roomWith('walnut there')]
    assert.deepEqual(await finds('walnut'), ['walnut here'])
    refused(await search(other.ada, room, { q: 'walnut' }), 403, 'notMember')
    refused(await search(other.ada, room, { q: 'the' }), 403, 'notMember')
    refused(await search(other.ada, room, { q: '' }), 403, 'notMember')
    refused(await search(ada, { id: uuid() }, { q: 'walnut' }), 404, 'roomNotFound')
    const alan = await person()
    await alan.joins(room)
    assert.equal(ok(await search(alan, room, { q: 'walnut' })).hits.length, 1)
    await alan.leaves(room)
    refused(await search(alan, room, { q: 'walnut' }), 403, 'notMember')
  })

  test('is refused where the question is wrong', async () => {
    const [ada] = await people(1)
    const room = await roomOf(ada)
    refused(await search(ada, room, {}), 422, 'invalid', 'q')
    refused(await search(ada, room, { q: 'x'.repeat(201) }), 422, 'invalid', 'q')
    refused(await search(ada, room, { q: 'x\u0000' }), 422, 'invalid', 'q')
    for (const limit of [0, 51, 'x', '']) refused(await search(ada, room, { q: 'x', limit }), 422, 'invalid', 'limit')
    for (const before of [-1, 'x', '1.5', '9007199254740992']) refused(await search(ada, room, { q: 'x', before }), 422, 'invalid', 'before')
    ok(await search(ada, room, { q: '💬'.repeat(200) }))
    ok(await search(ada, room, { q: Array.from({ length: 100 }, (_, at) => String.fromCharCode(0x4e00 + at)).join(' ') }))
  })
})

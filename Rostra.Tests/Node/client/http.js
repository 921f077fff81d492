import assert from 'node:assert/strict'

if (!process.env.ROSTRA_URL) {
  console.error('Set ROSTRA_URL to the address of a running Rostra, e.g. ROSTRA_URL=http://localhost:5080 npm test')
  process.exit(2)
}

export const url = process.env.ROSTRA_URL.replace(/\/$/, '')

/** One request. Every answer is held to what the contract says of all answers: JSON without null. */
export async function ask(method, path, { token, body, raw, cookie, headers } = {}) {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body !== undefined || raw !== undefined ? { 'content-type': 'application/json' } : {}),
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  })
  const text = await response.text()
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')
  const value = isJson && text ? JSON.parse(text) : undefined
  holdsNoNull(value, `${method} ${path}`)
  return { status: response.status, headers: response.headers, value, text, setCookie: response.headers.getSetCookie() }
}

/** The value of an answer that must be a success. */
export function ok(answer, status = 200) {
  assert.equal(answer.status, status, `status ${answer.status}: ${answer.text}`)
  return answer.value
}

/** Holds an answer to be this refusal, in the one form that refusals have. */
export function refused(answer, status, code, ...fields) {
  assert.equal(`${answer.status} ${answer.value?.code}`, `${status} ${code}`, answer.text)
  assert.match(answer.headers.get('content-type'), /^application\/problem\+json/)
  assert.equal(answer.value.status, status)
  assert.equal(typeof answer.value.type, 'string')
  assert.equal(typeof answer.value.title, 'string')
  assert.equal('errors' in answer.value, code === 'invalid', '“errors” comes with “invalid” and only with it')
  if (code === 'invalid') holdsErrors(answer.value.errors, fields)
  if (status === 429) holdsRetry(answer)
  return answer.value
}

export function holdsErrors(errors, fields) {
  for (const sentences of Object.values(errors)) {
    assert.ok(Array.isArray(sentences) && sentences.length > 0 && sentences.every((sentence) => typeof sentence === 'string'))
  }
  for (const field of fields) assert.ok(field in errors, `errors.${field} is missing from ${JSON.stringify(errors)}`)
}

export function holdsNoNull(value, where) {
  if (value === null) assert.fail(`null in ${where}: members without a value are omitted`)
  if (typeof value === 'object') for (const [name, member] of Object.entries(value)) holdsNoNull(member, `${where}.${name}`)
}

function holdsRetry(answer) {
  assert.ok(answer.value.retryAfterMs > 0)
  assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/)
}

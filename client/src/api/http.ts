import { t } from '@lingui/core/macro'
import type { Answer } from './answer.ts'
import { under } from './base-path.ts'
import type { Refusal, RefusalCode } from './generated.ts'
import type { Details, GivenBy, Method, PathFor } from './operations.ts'
import { inOurWords } from './refusal-text.ts'
import { accessToken, renewSession } from './session.ts'

const patienceMs = 15_000

/** Everything that a request may say, as far as the making of its address and body goes. */
type Said = {
  readonly path?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
}

type Arguments<T> = Record<never, never> extends T ? [details?: T] : [details: T]

/**
 * One request of the contract's HTTP half, as the server describes it: a path that is not there, or a wrong parameter,
 * does not build. Throws only where no answer came: the outcome is unknown then.
 */
export async function request<M extends Method, P extends PathFor<M>>(
  method: M,
  path: P,
  ...[details]: Arguments<Details<M, P>>
): Promise<Answer<GivenBy<M, P>>> {
  const said: Said = details ?? {}
  const address = addressOf(path, said)
  const first = await once(method, address, said.body)
  if (first.status !== 401 || !accessToken()) return read(first)
  return (await renewSession()) === 'renewed' ? read(await once(method, address, said.body)) : read(first)
}

function addressOf(template: string, { path = {}, query = {} }: Said): string {
  const address = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size > 0 ? `${address}?${search}` : address
}

function once(method: Method, address: string, body: unknown): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  const token = accessToken()
  if (token) headers.set('Authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  return fetch(under(address), {
    method,
    headers,
    signal: AbortSignal.timeout(patienceMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function read<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 204) return { value: undefined as T }
  if (response.ok) return { value: (await response.json()) as T }
  return { refusal: inOurWords(await refusalOf(response)) }
}

/** Between us and the server may stand something that does not speak our language: then the status must do. */
async function refusalOf(response: Response): Promise<Refusal> {
  const problem: Record<string, unknown> = await response.json().catch(() => ({}))
  const fallback: RefusalCode = response.status >= 500 ? 'busy' : 'notFound'
  return {
    code: typeof problem.code === 'string' ? (problem.code as RefusalCode) : fallback,
    message: String(problem.detail ?? problem.title ?? t`The server answered ${response.status}.`),
    ...(problem.errors ? { errors: problem.errors as NonNullable<Refusal['errors']> } : {}),
    ...(typeof problem.retryAfterMs === 'number' ? { retryAfterMs: problem.retryAfterMs } : {}),
  }
}

import type { Answer } from './answer.ts'
import type { Refusal, RefusalCode } from './generated.ts'
import { accessToken, renewSession } from './session.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const patienceMs = 15_000

/** One request of the contract's HTTP half. Throws only where no answer came: the outcome is unknown then. */
export async function request<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
  const first = await once(method, path, body)
  if (first.status !== 401 || !accessToken()) return read<T>(first)
  return (await renewSession()) === 'renewed' ? read<T>(await once(method, path, body)) : read<T>(first)
}

function once(method: Method, path: string, body: unknown): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  const token = accessToken()
  if (token) headers.set('Authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  return fetch(path, {
    method,
    headers,
    signal: AbortSignal.timeout(patienceMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function read<T>(response: Response): Promise<Answer<T>> {
  if (response.status === 204) return { value: undefined as T }
  if (response.ok) return { value: (await response.json()) as T }
  return { refusal: await refusalOf(response) }
}

/** Between us and the server may stand something that does not speak our language: then the status must do. */
async function refusalOf(response: Response): Promise<Refusal> {
  const problem: Record<string, unknown> = await response.json().catch(() => ({}))
  const fallback: RefusalCode = response.status >= 500 ? 'busy' : 'notFound'
  return {
    code: typeof problem.code === 'string' ? (problem.code as RefusalCode) : fallback,
    message: String(problem.detail ?? problem.title ?? `The server answered ${response.status}.`),
    ...(problem.errors ? { errors: problem.errors as NonNullable<Refusal['errors']> } : {}),
    ...(typeof problem.retryAfterMs === 'number' ? { retryAfterMs: problem.retryAfterMs } : {}),
  }
}

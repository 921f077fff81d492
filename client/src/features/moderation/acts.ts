import type { Answer } from '../../api/answer.ts'
import type { Message } from '../../api/generated.ts'
import { request } from '../../api/http.ts'

/** What an owner does. The events that tell everyone tell this page too. */
export const removeMember = async (roomId: string, userId: string): Promise<Answer<void>> => {
  const answer = await request('DELETE', '/api/rooms/{roomId}/members/{userId}', {
    path: { roomId, userId },
    query: {},
  })
  // An earlier try whose answer was lost may have worked.
  return 'refusal' in answer && answer.refusal.code === 'userNotFound' ? { value: undefined } : empty(answer)
}

export const ban = async (roomId: string, userId: string, reason: string) =>
  empty(
    await request('PUT', '/api/rooms/{roomId}/bans/{userId}', {
      path: { roomId, userId },
      body: reason.trim() ? { reason } : {},
    }),
  )

export const liftBan = async (roomId: string, userId: string) =>
  empty(await request('DELETE', '/api/rooms/{roomId}/bans/{userId}', { path: { roomId, userId } }))

export const mute = (roomId: string, userId: string, minutes: number) =>
  request('PUT', '/api/rooms/{roomId}/mutes/{userId}', {
    path: { roomId, userId },
    body: { until: new Date(Date.now() + minutes * 60_000).toISOString() },
  })

export const liftMute = async (roomId: string, userId: string) =>
  empty(await request('DELETE', '/api/rooms/{roomId}/mutes/{userId}', { path: { roomId, userId } }))

export const setSlowMode = (roomId: string, slowModeSeconds: number) =>
  request('PATCH', '/api/rooms/{roomId}', { path: { roomId }, body: { slowModeSeconds } })

export const setKeepDays = (roomId: string, keepDays: number) =>
  request('PATCH', '/api/rooms/{roomId}', { path: { roomId }, body: { keepDays } })

export const report = async ({ roomId, id }: Message, reason: string) =>
  empty(
    await request('POST', '/api/rooms/{roomId}/messages/{id}/report', {
      path: { roomId, id },
      body: reason.trim() ? { reason } : {},
    }),
  )

export const closeReports = async (roomId: string, id: number) =>
  empty(await request('DELETE', '/api/rooms/{roomId}/reports/{id}', { path: { roomId, id } }))

const empty = (answer: Answer<unknown>): Answer<void> => ('refusal' in answer ? answer : { value: undefined })

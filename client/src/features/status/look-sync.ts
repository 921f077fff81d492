import { request } from '../../api/http.ts'
import { accessToken } from '../../api/session.ts'
import { linkUpOr } from '../../realtime/the-link.ts'
import { type Look, useLook, wear } from './look.ts'

const path = '/api/auth/me/preferences'
const againMs = 10_000
const triesMax = 6

let isSending = false
let isChanged = false

/** Takes over what the person chose, on whichever device. What they never chose stays as it is here. */
export async function fetchLook() {
  const answer = await request('GET', path).catch(() => undefined)
  // A choice made meanwhile is newer than the answer.
  if (answer && 'value' in answer && !isChanged) wear(answer.value)
}

/** The person's choice: here at once, and at the server for their other devices. */
export function setLook(change: Partial<Look>) {
  wear(change)
  if (!accessToken()) return
  isChanged = true
  if (!isSending) void send()
}

/** Tells the server the present look; what changes meanwhile goes with the next request. */
async function send() {
  isSending = true
  for (let attempt = 1; isChanged && attempt <= triesMax; attempt++) {
    isChanged = false
    const { theme, density, crt } = useLook.getState()
    const answer = await request('PUT', path, { body: { theme, density, crt } }).catch(() => undefined)
    if (answer && 'value' in answer) continue
    isChanged = true
    await linkUpOr(againMs)
    if (!accessToken()) break
  }
  isSending = false
}

import { t } from '@lingui/core/macro'

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' })
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const dayMs = 86_400_000

export const clockTime = (instant: string) => clock.format(new Date(instant))

export const fullDay = (instant: string) => day.format(new Date(instant))

export const fullTime = (instant: string) => full.format(new Date(instant))

/** The calendar day here, as something to compare. */
export const dayOf = (instant: string) => new Date(instant).toDateString()

export function dayLabel(instant: string, now = Date.now()): string {
  const day = dayOf(instant)
  if (day === new Date(now).toDateString()) return t`Today`
  if (day === new Date(now - dayMs).toDateString()) return t`Yesterday`
  return longDay.format(new Date(instant))
}

/** How long ago, as short as it is still true: now, 4m, 3h, Fri, 12 Nov. */
export function age(instant: string, now = Date.now()): string {
  const passedMs = now - Date.parse(instant)
  if (passedMs < 60_000) return t`now`
  if (passedMs < 3_600_000) return t`${Math.floor(passedMs / 60_000)}m`
  if (passedMs < dayMs) return t`${Math.floor(passedMs / 3_600_000)}h`
  return (passedMs < 6 * dayMs ? weekday : dayMonth).format(new Date(instant))
}

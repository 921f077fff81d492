import { t } from '@lingui/core/macro'
import type { LinkState } from '../../realtime/link-state.ts'

export type LinkWords = {
  readonly tone: 'ok' | 'quiet' | 'careful' | 'bad'
  readonly label: string
  readonly detail: string
  /** What the person may do about it now. */
  readonly action?: string
}

/** How things stand, in words. Never better than they are. */
export function describeLink(state: LinkState, isOnline: boolean, queued: number, now: number): LinkWords {
  const waiting = queued > 0 ? t` · ${queued} QUEUED` : ''
  if (!isOnline && (state.at === 'waiting' || state.at === 'dialling'))
    return {
      tone: 'bad',
      label: t`OFFLINE${waiting}`,
      detail: t`sent once back online`,
      action: t`Try now`,
    }
  switch (state.at) {
    case 'up':
      return {
        tone: 'ok',
        label: t`LINK OK`,
        detail: state.latencyMs === undefined ? '' : t`${state.latencyMs} ms`,
      }
    case 'closed':
      return { tone: 'quiet', label: '', detail: '' }
    case 'dialling':
      if (state.attempt === 1) return { tone: 'quiet', label: t`DIALLING${waiting}`, detail: '' }
      return { tone: 'careful', label: t`REDIAL${waiting}`, detail: t`try ${state.attempt} · dialling now` }
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((state.until - now) / 1000))
      const detail = t`try ${state.attempt} · you can keep writing`
      return { tone: 'careful', label: t`REDIAL ${seconds}s${waiting}`, detail, action: t`Dial now` }
    }
  }
}

import { t } from '@lingui/core/macro'
import type { Act } from '../api/generated.ts'
import { fullTime } from './time.ts'

/** What an owner did, as a sentence that begins with their name. */
export function actWords({ kind, user, until, slowModeSeconds, keepDays }: Act): string {
  const name = user?.username ?? ''
  switch (kind) {
    case 'removed':
      return t`removed ${name}`
    case 'banned':
      return t`banned ${name}`
    case 'banLifted':
      return t`lifted the ban of ${name}`
    case 'muted':
      return t`muted ${name} until ${until ? fullTime(until) : ''}`
    case 'muteLifted':
      return t`let ${name} speak again`
    case 'slowMode':
      return slowModeSeconds ? t`set slow mode to ${slowModeSeconds} s` : t`ended slow mode`
    case 'keepDays':
      return keepDays
        ? t`set the room to keep ${keepDays} days`
        : t`set the room to keep as long as the server`
    case 'messageDeleted':
      return t`deleted a message of ${name}`
  }
}

import { t } from '@lingui/core/macro'
import type { Message } from '../../api/generated.ts'
import { copyLink } from '../../ui/copy.ts'

/** The address that leads every member to this message. */
export function copyMessageLink({ roomId, id }: Message) {
  void copyLink(`/rooms/${roomId}/${id}`, t`Link to the message copied.`)
}

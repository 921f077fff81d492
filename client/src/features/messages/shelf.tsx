import { t } from '@lingui/core/macro'
import { Copy, CornerUpLeft, Flag, Link2, Pencil, SmilePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Message } from '../../api/generated.ts'
import { useLimits } from '../../api/limits.ts'
import { copyText } from '../../ui/copy.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { startReport } from '../../ui/reporting.ts'
import { answer } from './answering.ts'
import { startEditing } from './editing.ts'
import { copyMessageLink } from './message-link.ts'
import { toggleReaction } from './react-to.ts'

export type ActionProps = {
  readonly message: Message
  readonly mayEdit: boolean
  readonly mayDelete: boolean
  readonly onDelete: () => void
}

const quick = ['👍', '😂', '🎉']

/** The actions of the row under the mouse or the focus. */
export function Shelf({ message, mayEdit, mayDelete, onDelete }: ActionProps) {
  const [isWide, setWide] = useState(false)
  const emojis = useLimits((limits) => limits.emojis)
  return (
    <div
      data-deeds
      className="absolute -top-[18px] right-5 z-1 flex h-[38px] items-center rounded-xs border border-edge bg-overlay shadow-float max-md:hidden"
    >
      {(isWide ? emojis : quick).map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={t`React ${emoji}`}
          onClick={() => void toggleReaction(message, emoji)}
          className="grid size-9 place-items-center rounded-xs text-[1rem] hover:bg-raised"
        >
          <span className="emoji">{emoji}</span>
        </button>
      ))}
      {!isWide && <IconButton icon={SmilePlus} label={t`More reactions`} onClick={() => setWide(true)} />}
      <span aria-hidden className="mx-0.5 h-5 w-px bg-line" />
      <IconButton icon={CornerUpLeft} label={t`Answer`} onClick={() => answer(message)} />
      <IconButton
        icon={Copy}
        label={t`Copy text`}
        onClick={() => void copyText(message.text, t`Text copied, as it was written.`)}
      />
      <IconButton icon={Link2} label={t`Copy link`} onClick={() => copyMessageLink(message)} />
      {!mayEdit && <IconButton icon={Flag} label={t`Report message`} onClick={() => startReport(message)} />}
      {mayEdit && <IconButton icon={Pencil} label={t`Edit message`} onClick={() => startEditing(message)} />}
      {mayDelete && (
        <IconButton
          icon={Trash2}
          label={t`Delete message`}
          className="hover:text-danger"
          onClick={onDelete}
        />
      )}
    </div>
  )
}

import { t } from '@lingui/core/macro'
import { Copy, CornerUpLeft, Flag, Link2, type LucideIcon, Pencil, Trash2 } from 'lucide-react'
import { useLimits } from '../../api/limits.ts'
import { copyText } from '../../ui/copy.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { startReport } from '../../ui/reporting.ts'
import { answer } from './answering.ts'
import { startEditing } from './editing.ts'
import { copyMessageLink } from './message-link.ts'
import { toggleReaction } from './react-to.ts'
import { ReactorsList } from './reactors-list.tsx'
import type { ActionProps } from './shelf.tsx'

/** All seven reactions and the other actions, for a long press. */
export function MessageSheet({
  message,
  mayEdit,
  mayDelete,
  onDelete,
  onClose,
}: ActionProps & { readonly onClose: () => void }) {
  const emojis = useLimits((limits) => limits.emojis)
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Dialog title={t`Message`} onClose={onClose}>
      <div className="mb-3 grid grid-cols-7">
        {emojis.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={t`React ${emoji}`}
            onClick={then(() => void toggleReaction(message, emoji))}
            className="grid h-11 place-items-center rounded-xs text-[1.375rem] hover:bg-raised"
          >
            <span className="emoji">{emoji}</span>
          </button>
        ))}
      </div>
      {message.reactions.length > 0 && <ReactorsList message={message} />}
      <SheetItem icon={CornerUpLeft} label={t`Answer`} onClick={then(() => answer(message))} />
      <SheetItem
        icon={Copy}
        label={t`Copy text`}
        onClick={then(() => void copyText(message.text, t`Text copied, as it was written.`))}
      />
      <SheetItem icon={Link2} label={t`Copy link`} onClick={then(() => copyMessageLink(message))} />
      {!mayEdit && <SheetItem icon={Flag} label={t`Report…`} onClick={then(() => startReport(message))} />}
      {mayEdit && <SheetItem icon={Pencil} label={t`Edit`} onClick={then(() => startEditing(message))} />}
      {mayDelete && <SheetItem icon={Trash2} label={t`Delete…`} isDanger onClick={then(onDelete)} />}
    </Dialog>
  )
}

type ItemProps = {
  readonly icon: LucideIcon
  readonly label: string
  readonly isDanger?: boolean
  readonly onClick: () => void
}

function SheetItem({ icon: Icon, label, isDanger = false, onClick }: ItemProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`flex h-11 w-full items-center gap-3 rounded-xs px-3 text-[.9375rem] hover:bg-raised ${isDanger ? 'text-danger' : 'text-text'}`}
    >
      <Icon className="size-4" aria-hidden />
      {label}
    </button>
  )
}

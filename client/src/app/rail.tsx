import { t } from '@lingui/core/macro'
import { Compass, PanelLeft, Plus, Search, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UserRef } from '../api/generated.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { openDialog } from './dialogs.ts'

type Props = {
  readonly as: 'aside' | 'div'
  readonly me: UserRef
  readonly onWiden: () => void
  readonly children: ReactNode
}

/** The sidebar at a quarter of its width: everything is there, as a sign. */
export function Rail({ as: Tag, me, onWiden, children }: Props) {
  return (
    <Tag className="flex w-16 shrink-0 flex-col items-center border-r border-line bg-panel">
      <div className="grid h-[52px] w-full shrink-0 place-items-center border-b border-line">
        <IconButton icon={PanelLeft} label={t`Widen the rooms`} onClick={onWiden} />
      </div>
      <IconButton
        icon={Search}
        label={t`Jump to…`}
        className="mt-2 border border-edge"
        onClick={() => openDialog('palette')}
      />
      {children}
      <div className="grid w-full shrink-0 place-items-center gap-1 border-t border-line py-2">
        <IconButton icon={Plus} label={t`Create a room`} onClick={() => openDialog('create')} />
        <IconButton icon={Compass} label={t`Discover rooms`} onClick={() => openDialog('discover')} />
        <IconButton
          icon={Settings}
          label={t`Settings`}
          title={t`Settings of ${me.username}`}
          onClick={() => openDialog('settings')}
        />
      </div>
    </Tag>
  )
}

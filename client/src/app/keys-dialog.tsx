import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Dialog } from '../ui/dialog.tsx'
import { Combo } from '../ui/key.tsx'
import { keys, localKeys } from './keys.ts'

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t`Keys`} isText onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5 text-[.875rem]">
        {[...keys, ...localKeys].map(({ combo, does }) => (
          <div key={combo} className="contents">
            <dt>
              <Combo combo={combo} />
            </dt>
            <dd>{i18n._(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

import { Dialog } from '../ui/dialog.tsx'
import { keys, localKeys } from './keys.ts'

const names: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' }

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5 text-[.875rem]">
        {[...keys, ...localKeys].map(({ combo, does }) => (
          <div key={combo} className="contents">
            <dt>
              <Combo combo={combo} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

export function Combo({ combo }: { readonly combo: string }) {
  return (
    <kbd className="rounded-xs border border-edge bg-app px-1.5 py-0.5 font-tell text-[.8125rem] whitespace-nowrap text-text">
      {combo
        .split('+')
        .map((part) => names[part] ?? part)
        .join(' ')}
    </kbd>
  )
}

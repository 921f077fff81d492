import { t } from '@lingui/core/macro'
import { Check, CircleAlert, X } from 'lucide-react'
import { create } from 'zustand'
import { IconButton } from './icon-button.tsx'

type Toast = { readonly id: number; readonly kind: 'done' | 'failed'; readonly text: string }

const shownMs = 6_000
const countMax = 4

const useToasts = create<{ readonly all: readonly Toast[] }>()(() => ({ all: [] }))
let lastId = 0

/** Says something that belongs to no place on the page any more. */
export function toast(kind: Toast['kind'], text: string) {
  const id = ++lastId
  useToasts.setState(({ all }) => ({ all: [...all, { id, kind, text }].slice(-countMax) }))
  setTimeout(() => drop(id), shownMs)
}

function drop(id: number) {
  useToasts.setState(({ all }) => ({ all: all.filter((one) => one.id !== id) }))
}

export function Toasts() {
  const all = useToasts((state) => state.all)
  return (
    <div
      role="status"
      className="fixed right-4 bottom-10 z-20 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {all.map(({ id, kind, text }) => (
        <div
          key={id}
          className={`flex items-center gap-3 rounded-sm border border-l-4 border-edge bg-overlay py-1 pr-1 pl-3 text-[.875rem] shadow-float ${kind === 'done' ? 'border-l-ok' : 'border-l-danger'}`}
        >
          {kind === 'done' ? (
            <Check className="size-4 text-ok" aria-hidden />
          ) : (
            <CircleAlert className="size-4 text-danger" aria-hidden />
          )}
          <span className="min-w-0 grow break-words">{text}</span>
          <IconButton icon={X} label={t`Dismiss`} onClick={() => drop(id)} />
        </div>
      ))}
    </div>
  )
}

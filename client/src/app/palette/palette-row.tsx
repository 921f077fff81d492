import { Autocomplete } from '@base-ui/react/autocomplete'
import { CornerDownLeft } from 'lucide-react'
import { Combo } from '../../ui/key.tsx'
import type { Found } from './find-entries.ts'

/** One entry of the palette, with the letters that were meant. */
export function PaletteRow({ found, onPick }: { readonly found: Found; readonly onPick: () => void }) {
  const { icon: Icon, label, detail, combo, unread = 0 } = found.entry
  return (
    <Autocomplete.Item
      value={found}
      onClick={onPick}
      className="group/entry flex min-h-9 cursor-pointer items-center gap-3 rounded-xs px-2.5 font-tell text-[.9375rem] outline-none data-highlighted:bg-[color-mix(in_srgb,var(--primary)_14%,transparent)] data-highlighted:text-primary max-md:min-h-11"
    >
      <Icon className="size-4 text-muted group-data-highlighted/entry:text-primary" aria-hidden />
      <span className="min-w-0 truncate">
        <Marked label={label} at={found.at} />
      </span>
      {unread > 0 && (
        <span className="rounded-xs border border-edge px-1.5 text-[.8125rem] leading-5 text-strong group-data-highlighted/entry:text-primary">
          {unread >= 100 ? '99+' : unread}
        </span>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-3 text-[.8125rem] text-muted group-data-highlighted/entry:text-primary">
        {detail}
        {combo && (
          <span className="max-md:hidden">
            <Combo combo={combo} />
          </span>
        )}
        <CornerDownLeft className="hidden size-3.5 group-data-highlighted/entry:block" aria-hidden />
      </span>
    </Autocomplete.Item>
  )
}

function Marked({ label, at }: { readonly label: string; readonly at: readonly number[] }) {
  if (at.length === 0) return label
  const meant = new Set(at)
  return [...runs(label, meant)].map(({ text, from, isMeant }) =>
    isMeant ? (
      <b
        key={from}
        className="font-normal text-strong underline underline-offset-4 group-data-highlighted/entry:text-primary"
      >
        {text}
      </b>
    ) : (
      <span key={from}>{text}</span>
    ),
  )
}

function* runs(label: string, meant: ReadonlySet<number>) {
  for (let from = 0; from < label.length; ) {
    const isMeant = meant.has(from)
    let to = from + 1
    while (to < label.length && meant.has(to) === isMeant) to++
    yield { text: label.slice(from, to), from, isMeant }
    from = to
  }
}

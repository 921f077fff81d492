import { initials, personStyle } from './person.ts'

/** Two letters in the person's colour. The name stands beside it, so readers are spared it. */
export function Avatar({ name, className = '' }: { readonly name: string; readonly className?: string }) {
  return (
    <span
      aria-hidden
      style={personStyle(name)}
      className={`person-tile grid size-9 shrink-0 place-items-center rounded-xs font-head text-[1rem] tracking-[.04em] ${className}`}
    >
      {initials(name)}
    </span>
  )
}

import type { MarkedPiece } from './marked.ts'

/** A text with what was found in it. */
export function MarkedText({ pieces }: { readonly pieces: readonly MarkedPiece[] }) {
  return pieces.map(({ text, isMatch }, index) =>
    isMatch ? (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places
        key={index}
        className="border-b border-accent bg-[color-mix(in_srgb,var(--accent)_20%,transparent)] text-accent"
      >
        {text}
      </mark>
    ) : (
      text
    ),
  )
}

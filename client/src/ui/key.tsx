const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Mod: isApple ? '⌘' : 'Ctrl',
}

/** A key, or several pressed together. */
export function Combo({ combo }: { readonly combo: string }) {
  return (
    <kbd className="rounded-xs border border-edge/60 bg-app px-1.5 py-0.5 font-tell text-[.8125rem] whitespace-nowrap text-muted">
      {combo
        .split('+')
        .map((part) => names[part] ?? part)
        .join(' ')}
    </kbd>
  )
}

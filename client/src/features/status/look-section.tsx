import { t } from '@lingui/core/macro'
import { Choice } from '../../ui/choice.tsx'
import { useLook } from './look.ts'
import { setLook } from './look-sync.ts'

/** How the page looks, for every width; phones have no status line. */
export function LookSection() {
  const { theme, crt, density } = useLook()
  return (
    <div className="grid gap-4">
      <Choice
        label={t`Theme`}
        value={theme}
        options={{ neon: t`Neon`, amber: t`Amber` }}
        onPick={(picked) => setLook({ theme: picked })}
      />
      <Choice
        label={t`CRT`}
        value={crt ? 'on' : 'off'}
        options={{ off: t`Off`, on: t`On` }}
        onPick={(picked) => setLook({ crt: picked === 'on' })}
      />
      <Choice
        label={t`Density (wide screens)`}
        value={density}
        options={{ comfortable: t`Comfy`, compact: t`Tight` }}
        onPick={(picked) => setLook({ density: picked })}
      />
    </div>
  )
}

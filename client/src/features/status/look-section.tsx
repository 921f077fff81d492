import { t } from '@lingui/core/macro'
import { Choice } from '../../ui/choice.tsx'
import { useIsCalm } from '../../ui/use-media.ts'
import { useLook } from './look.ts'
import { setLook } from './look-sync.ts'

/** How the page looks, for every width; phones have no status line. */
export function LookSection() {
  const { theme, crt, density } = useLook()
  const isCalm = useIsCalm()
  return (
    <div className="grid gap-4">
      <Choice
        label={t`Theme`}
        value={theme}
        options={{ neon: t`Neon`, amber: t`Amber` }}
        onPick={(picked) => setLook({ theme: picked })}
      />
      <div>
        <Choice
          label={t`CRT`}
          value={crt ? 'on' : 'off'}
          options={{ off: t`Off`, on: t`On` }}
          onPick={(picked) => setLook({ crt: picked === 'on' })}
        />
        {isCalm && (
          <p className="mt-1.5 text-[.8125rem] leading-5 text-muted">
            {t`Not drawn here: this system asks for less motion, or more contrast.`}
          </p>
        )}
      </div>
      <Choice
        label={t`Density (wide screens)`}
        value={density}
        options={{ comfortable: t`Comfy`, compact: t`Tight` }}
        onPick={(picked) => setLook({ density: picked })}
      />
    </div>
  )
}

import { Choice } from '../../ui/choice.tsx'
import { useLook } from './look.ts'
import { setLook } from './look-sync.ts'

/** How the page looks, for every width; phones have no status line. */
export function LookSection() {
  const { theme, crt, density } = useLook()
  return (
    <div className="grid gap-4">
      <Choice
        label="Theme"
        value={theme}
        options={{ neon: 'Neon', amber: 'Amber' }}
        onPick={(picked) => setLook({ theme: picked })}
      />
      <Choice
        label="CRT"
        value={crt ? 'on' : 'off'}
        options={{ off: 'Off', on: 'On' }}
        onPick={(picked) => setLook({ crt: picked === 'on' })}
      />
      <Choice
        label="Density (wide screens)"
        value={density}
        options={{ comfortable: 'Comfy', compact: 'Tight' }}
        onPick={(picked) => setLook({ density: picked })}
      />
    </div>
  )
}

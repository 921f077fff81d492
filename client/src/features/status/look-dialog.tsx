import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { setLook, useLook } from './look.ts'

type Props = { readonly onClose: () => void; readonly onLogOut: () => void }

/** The look and the way out, for every width; phones have no status line. */
export function LookDialog({ onClose, onLogOut }: Props) {
  const { theme, crt, density } = useLook()
  return (
    <Dialog title="Settings" onClose={onClose}>
      <div className="flex flex-col gap-4">
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
        <div className="border-t border-line pt-4">
          <Button onClick={onLogOut}>Log out</Button>
        </div>
      </div>
    </Dialog>
  )
}

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: Readonly<Record<T, string>>
  readonly onPick: (picked: T) => void
}

function Choice<T extends string>({ label, value, options, onPick }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-tell text-[.875rem] text-muted">{label}</legend>
      <div className="flex">
        {(Object.keys(options) as T[]).map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={option === value}
            onClick={() => onPick(option)}
            className={`min-h-9 grow border px-4 font-tell max-md:min-h-11 ${option === value ? 'tint-12 border-primary text-primary' : 'border-edge text-text hover:bg-raised'}`}
          >
            {options[option]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: Readonly<Record<T, string>>
  readonly onPick: (picked: T) => void
}

/** One of a few, all of them shown. */
export function Choice<T extends string>({ label, value, options, onPick }: ChoiceProps<T>) {
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
            className={`min-h-9 grow basis-0 border px-4 font-tell max-md:min-h-11 ${option === value ? 'tint-12 border-primary text-primary' : 'border-edge text-text hover:bg-raised'}`}
          >
            {options[option]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: Readonly<Record<T, string>>
  readonly onPick: (picked: T) => void
}

/** One of a few, all of them shown. */
export function Choice<T extends string>({ label, value, options, onPick }: ChoiceProps<T>) {
  // Where there are many each takes what it needs, so that none breaks on a phone.
  const share = Object.keys(options).length > 3 ? 'basis-auto px-1.5' : 'basis-0 px-4'
  return (
    <fieldset>
      <legend className="mb-1.5 font-tell text-[.875rem] text-muted">{label}</legend>
      <div className="flex flex-wrap">
        {(Object.keys(options) as T[]).map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={option === value}
            onClick={() => onPick(option)}
            className={`min-h-9 grow border font-tell whitespace-nowrap max-md:min-h-11 ${share} ${option === value ? 'tint-12 border-primary text-primary' : 'border-edge text-text hover:bg-raised'}`}
          >
            {options[option]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

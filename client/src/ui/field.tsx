import { type InputHTMLAttributes, useId } from 'react'

type Props = InputHTMLAttributes<HTMLInputElement> & {
  readonly label: string
  readonly hint?: string | undefined
  readonly errors?: readonly string[] | undefined
}

/** A labelled input; what is wrong with it stands at the label. */
export function Field({ label, hint, errors, ...rest }: Props) {
  const id = useId()
  const error = errors?.join(' ')
  const note = error ?? hint
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap justify-between gap-x-3 font-tell text-[.875rem]">
        <label htmlFor={id} className="text-text">
          {label}
        </label>
        {note && (
          <span id={`${id}-note`} className={error ? 'text-danger' : 'text-muted'}>
            {note}
          </span>
        )}
      </div>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        {...rest}
        className={`h-11 w-full rounded-xs border bg-app px-3 text-[1rem] text-strong focus:border-primary focus:outline-1 focus:outline-offset-0 focus:outline-primary ${error ? 'border-danger' : 'border-edge'}`}
      />
    </div>
  )
}

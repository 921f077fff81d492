import type { ButtonHTMLAttributes } from 'react'

type Kind = 'primary' | 'secondary' | 'danger'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly kind?: Kind
  readonly size?: 'normal' | 'small'
  /** Under way: the label should then be a present participle. */
  readonly isBusy?: boolean
}

const kinds: Record<Kind, string> = {
  primary: 'border-primary bg-primary text-on-fill hover:brightness-112',
  secondary: 'border-edge text-strong hover:bg-raised',
  danger: 'border-danger bg-danger text-on-fill hover:brightness-112',
}

const still = 'border-dashed border-edge text-muted'

export function Button({
  kind = 'secondary',
  size = 'normal',
  isBusy = false,
  className = '',
  ...rest
}: Props) {
  const look = isBusy || rest.disabled ? still : `${kinds[kind]} active:translate-y-px active:brightness-88`
  const measure =
    size === 'small'
      ? 'min-h-9 px-3 text-[1rem] max-md:min-h-11'
      : 'min-h-9 px-4 text-[1.125rem] max-md:min-h-11'
  return (
    <button
      type="button"
      {...rest}
      disabled={isBusy || rest.disabled}
      className={`inline-flex items-center justify-center gap-2 rounded-xs border font-head tracking-[.07em] whitespace-nowrap ${measure} ${look} ${className}`}
    />
  )
}

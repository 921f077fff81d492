import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'

export function PasswordField({ name = 'password', ...props }: Omit<ComponentProps<typeof Field>, 'type'>) {
  const [isShown, setShown] = useState(false)
  return (
    <div className="relative">
      <Field {...props} name={name} type={isShown ? 'text' : 'password'} />
      <IconButton
        icon={isShown ? EyeOff : Eye}
        label={`${isShown ? 'Hide' : 'Show'} ${props.label.toLowerCase()}`}
        onClick={() => setShown(!isShown)}
        className="absolute right-1 bottom-1 max-md:right-0 max-md:bottom-0"
      />
    </div>
  )
}

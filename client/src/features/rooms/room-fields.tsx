import { t } from '@lingui/core/macro'
import type { Refusal } from '../../api/generated.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'

type Props = {
  readonly refusal: Refusal | undefined
  /** What did not happen, where no field is to blame. */
  readonly failure: string
  readonly name?: string | undefined
  readonly description?: string | undefined
}

/** A room's name and topic, with what is wrong with them. */
export function RoomFields({ refusal, failure, name, description }: Props) {
  const errors = refusal?.code === 'roomNameTaken' ? { name: [t`This name is taken.`] } : refusal?.errors
  return (
    <>
      {refusal && !errors && <Notice title={failure}>{refusal.message}</Notice>}
      <Field
        label={t`Name`}
        name="name"
        hint={t`3 to 50 letters`}
        autoComplete="off"
        required
        defaultValue={name}
        errors={errors?.name}
        data-first
      />
      <Field
        label={t`What it is about`}
        name="description"
        hint={t`may be blank`}
        autoComplete="off"
        defaultValue={description}
        errors={errors?.description}
      />
    </>
  )
}

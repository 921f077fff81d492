import { create } from 'zustand'
import type { UserRef } from '../api/generated.ts'

/** Whose card is open, if anybody's. */
export const useWhoseCard = create<{ readonly user: UserRef | undefined }>()(() => ({ user: undefined }))

export const showPerson = ({ id, username }: UserRef) => useWhoseCard.setState({ user: { id, username } })

export const hidePerson = () => useWhoseCard.setState({ user: undefined })

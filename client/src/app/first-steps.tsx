import { t } from '@lingui/core/macro'
import { Compass, Hash, Sparkles } from 'lucide-react'
import { useFoundRooms } from '../features/rooms/discover-list.ts'
import { Blank } from '../ui/blank.tsx'
import { Button } from '../ui/button.tsx'
import { openDialog } from './dialogs.ts'

/** For whoever is in no room yet: on a new server there is none, elsewhere there are some to look at. */
export function FirstSteps() {
  const list = useFoundRooms('')
  const rooms = list.data?.pages[0]?.rooms
  if (!rooms) return null
  if (rooms.length === 0)
    return (
      <Blank
        icon={Sparkles}
        title={t`A new server, all yours`}
        actions={
          <Button kind="primary" onClick={() => openDialog('create')}>
            {t`Create the first room`}
          </Button>
        }
      >
        {t`Nobody has made a room here yet. Make one, then send its link to whom you like: whoever opens it registers, joins, and reads all that was said.`}
      </Blank>
    )
  return (
    <Blank
      icon={Hash}
      title={t`No rooms yet`}
      actions={
        <>
          <Button kind="primary" onClick={() => openDialog('discover')}>
            <Compass className="size-4" aria-hidden />
            {t`Discover rooms`}
          </Button>
          <Button onClick={() => openDialog('create')}>{t`Create a room`}</Button>
        </>
      }
    >
      {t`All rooms here are open: join one, make one, or open the link of one that you were given.`}
    </Blank>
  )
}

import { t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { plainly } from '../../ui/reply.ts'
import { usePreview, wantPreview } from './previews.ts'

type Props = { readonly room: MemberRoom; readonly draft: string | undefined }

/** For a thumb only: what one began to write there, else what was said last, else what the room is about. */
export function LastLine({ room, draft }: Props) {
  const preview = usePreview(room.id)
  const ref = useRef<HTMLSpanElement>(null)
  const isWanted = preview === undefined && draft === undefined
  useEffect(() => {
    if (!isWanted || !ref.current) return
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && wantPreview(room.id))
    watcher.observe(ref.current)
    return () => watcher.disconnect()
  }, [room.id, isWanted])

  return (
    <span ref={ref} className="block min-h-6 truncate text-[.9375rem] text-muted">
      {draft ? (
        <>
          <span className="text-accent">{t`Draft:`}</span> {draft}
        </>
      ) : preview ? (
        <>
          {preview.author.username}: {preview.deletedAt ? t`message deleted` : plainly(preview.text)}
        </>
      ) : (
        room.description
      )}
    </span>
  )
}

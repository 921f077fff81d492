import { useState } from 'react'
import { useSearchParams } from 'wouter'

export type PanelName = 'members' | 'search'

/** Wide pages show the members unless the person has put them away. */
let areMembersWanted = true
const isWide = () => matchMedia('(width >= 75rem)').matches

/** Which panel stands beside the room: the address says it, so that a link and the way back bring it again. */
export function usePanel() {
  const [search, setSearch] = useSearchParams()
  const [byDefault, setByDefault] = useState(() => areMembersWanted && isWide())
  const named = search.get('panel')
  const panel: PanelName | undefined =
    named === 'members' || named === 'search' ? named : byDefault ? 'members' : undefined

  function show(name: PanelName | undefined) {
    if (isWide() && name !== 'search' && panel !== 'search') areMembersWanted = name === 'members'
    setByDefault(isWide() && areMembersWanted && name !== undefined)
    // On a phone the panel covers the room, so the way back closes it; elsewhere it is no step of its own.
    const isStep = name !== undefined && !matchMedia('(width >= 48rem)').matches
    setSearch(name && !(name === 'members' && isWide()) ? { panel: name } : {}, { replace: !isStep })
  }

  return {
    panel,
    show,
    words: search.get('q') ?? '',
    scope: search.get('in') === 'all' ? ('all' as const) : ('room' as const),
    find: (words: string, scope: 'room' | 'all') => {
      if (words === (search.get('q') ?? '') && (scope === 'all') === (search.get('in') === 'all')) return
      const said = { ...(words && { q: words }), ...(scope === 'all' && { in: 'all' }) }
      setSearch({ panel: 'search', ...said }, { replace: true })
    },
  }
}

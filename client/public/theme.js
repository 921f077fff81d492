// Runs before the first paint: a page that flashes in the wrong theme looks broken.
;(() => {
  try {
    const kept = JSON.parse(localStorage.getItem('rostra.look') || '{}')
    const root = document.documentElement
    if (kept.theme === 'amber') root.dataset.theme = 'amber'
    // On at the first visit, but not where the system asks for less.
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (!(kept.crt ?? !isCalm)) root.dataset.crt = 'off'
    if (kept.density === 'compact') root.dataset.density = 'compact'
  } catch {
    // Storage may be closed to us, or hold what we did not write; the default look is fine.
  }
})()

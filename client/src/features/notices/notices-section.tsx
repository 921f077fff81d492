import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Choice } from '../../ui/choice.tsx'
import { chirp } from './chirp.ts'
import { setNotices, useNotices } from './notice-settings.ts'

/** What tells of new lines: off until the person turns it on. */
export function NoticesSection() {
  const { desktop, sound } = useNotices()
  const onOff = { off: t`Off`, on: t`On` }
  const [problem, setProblem] = useState('')
  const isShown = desktop && 'Notification' in window && Notification.permission === 'granted'

  async function pickDesktop(picked: 'on' | 'off') {
    setProblem('')
    if (picked === 'off') return setNotices({ desktop: false })
    if (!('Notification' in window) || !window.isSecureContext)
      return setProblem(t`This browser shows notifications only where the page comes over https.`)
    const answer = await Notification.requestPermission()
    setNotices({ desktop: answer === 'granted' })
    if (answer === 'denied')
      setProblem(t`The browser does not allow it. Change that at the address of this page, then try again.`)
  }

  function pickSound(picked: 'on' | 'off') {
    setNotices({ sound: picked === 'on' })
    if (picked === 'on') chirp()
  }

  return (
    <div className="grid gap-4">
      <Choice
        label={t`On the desktop, while you look elsewhere`}
        value={isShown ? 'on' : 'off'}
        options={onOff}
        onPick={(picked) => void pickDesktop(picked)}
      />
      {problem && (
        <p role="alert" className="text-[.8125rem] leading-5 text-danger">
          {problem}
        </p>
      )}
      <Choice label={t`Sound`} value={sound ? 'on' : 'off'} options={onOff} onPick={pickSound} />
      <p className="text-[.8125rem] leading-5 text-muted">
        {t`On this device. A room that you mute, in its menu, tells nothing and counts nowhere; one of mentions only tells of lines that speak to you.`}
      </p>
    </div>
  )
}

import { t } from '@lingui/core/macro'
import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Wordmark } from '../ui/wordmark.tsx'

type Props = { readonly children: ReactNode }

/** The whole page has failed: it says so, and offers the one thing that helps. */
export class Crash extends Component<Props, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <main role="alert" className="stage grid h-full place-items-center p-6 text-center">
        <div className="grid max-w-[28rem] justify-items-center gap-4">
          <Wordmark className="text-[4rem]" />
          <h1 className="font-head text-[1.75rem] leading-none tracking-[.06em] text-strong">
            {t`Something went wrong`}
          </h1>
          <p className="text-[.9375rem] leading-6 text-muted">
            {t`The page stopped over an error of its own. What you have written and not sent is kept.`}
          </p>
          <Button kind="primary" onClick={() => location.reload()}>
            {t`Reload`}
          </Button>
        </div>
      </main>
    )
  }
}

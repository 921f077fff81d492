import { Component, type ReactNode } from 'react'
import { PaneFailed } from './pane-failed.tsx'

type Props = { readonly what: string; readonly children: ReactNode }

/** A part of the page whose fault stays its own: the rest goes on, and the person may try it again. */
export class Pane extends Component<Props, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return <PaneFailed what={this.props.what} onRetry={() => this.setState({ hasFailed: false })} />
  }
}

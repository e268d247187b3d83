/** A screen that breaks says so; the others go on. */
import { Component, type ReactNode } from 'react';
import { Failure } from '../ui/state.tsx';

interface Props {
  readonly children: ReactNode;
  /** It stands around the whole screen. */
  readonly screen?: boolean;
}

export class ScreenBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    const { screen = false } = this.props;
    return <Failure screen={screen} error={this.state.error} retry={() => this.setState({ error: null })} />;
  }
}

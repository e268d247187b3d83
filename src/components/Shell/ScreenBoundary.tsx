/** A screen that breaks says so; the others go on. */
import { Component, type ReactNode } from 'react';
import { Failure } from '../ui/state.tsx';

export class ScreenBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Failure screen error={this.state.error} retry={() => this.setState({ error: null })} />;
  }
}

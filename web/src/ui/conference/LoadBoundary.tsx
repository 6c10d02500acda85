import { Component, type ReactNode } from 'react';

interface Props {
  onFailure(): void;
  children: ReactNode;
}

/** What cannot be loaded, or fails, takes nothing with it but itself. With a new key it is tried again. */
export class LoadBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailure();
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './TopLayer.module.css';

/** What lies under it decides where it stands on a small screen. */
export type Beneath = 'stage' | 'dialog' | 'list';

/** Over everything, dialogs included: react-aria leaves what carries the attribute heard and pressable. */
export function TopLayer({ over, children }: { over: Beneath; children: ReactNode }) {
  return createPortal(
    <div className={styles.layer} data-over={over} data-react-aria-top-layer="true">
      {children}
    </div>,
    document.body,
  );
}

import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './TopLayer.module.css';

/** Over everything, dialogs included: react-aria leaves what carries the attribute heard and pressable. */
export function TopLayer({ children }: { children: ReactNode }) {
  return createPortal(
    <div className={styles.layer} data-react-aria-top-layer="true">
      {children}
    </div>,
    document.body,
  );
}

import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './TopLayer.module.css';

/** What lies under it decides where it stands on a small screen. */
export type Beneath = 'stage' | 'dialog' | 'list' | 'pane';

/** Over everything, dialogs included: react-aria leaves what carries the attribute heard and pressable. */
export function TopLayer(props: {
  over: Beneath;
  /** The bar is higher by a strip of buttons. */
  raised: boolean;
  children: ReactNode;
}) {
  return createPortal(
    <div
      className={styles.layer}
      data-over={props.over}
      data-raised={props.raised}
      data-react-aria-top-layer="true"
    >
      {props.children}
    </div>,
    document.body,
  );
}

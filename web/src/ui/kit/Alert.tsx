import type { ReactNode } from 'react';
import styles from './Alert.module.css';
import { Icon } from './Icon';

/** A sentence that matters. `role` alert is for what has just gone wrong. */
export function Alert({
  tone,
  role,
  children,
}: {
  tone: 'info' | 'warning' | 'danger';
  role?: 'alert' | 'status';
  children: ReactNode;
}) {
  return (
    <div className={`${styles.alert} ${styles[tone]}`} role={role}>
      <Icon name={tone === 'info' ? 'info' : 'warning'} size={22} />
      <div className={styles.text}>{children}</div>
    </div>
  );
}

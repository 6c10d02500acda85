import type { ReactNode } from 'react';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';
import styles from './MessageCard.module.css';

/** One thing to say in the middle of the page, with what can be done about it. */
export function MessageCard(props: {
  icon: IconName;
  title: string;
  text: string;
  children?: ReactNode;
  role?: 'status';
}) {
  return (
    <section className={styles.card} role={props.role}>
      <span className={styles.sign}>
        <Icon name={props.icon} size={32} />
      </span>
      <h1 className={styles.title}>{props.title}</h1>
      <p className={styles.text}>{props.text}</p>
      {props.children && <div className={styles.actions}>{props.children}</div>}
    </section>
  );
}

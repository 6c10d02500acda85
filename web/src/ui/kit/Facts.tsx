import type { ReactNode } from 'react';
import styles from './Facts.module.css';
import { Icon } from './Icon';
import type { IconName } from './icon_paths';

/** Names and values under a heading. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

/** The sign says in shape and colour what the value says in words. */
export function Fact(props: {
  name: string;
  icon?: IconName;
  tone?: 'good' | 'bad';
  children: string;
}) {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd className={styles.value} data-tone={props.tone}>
        {props.icon && <Icon name={props.icon} size={20} />}
        {props.children}
      </dd>
    </div>
  );
}

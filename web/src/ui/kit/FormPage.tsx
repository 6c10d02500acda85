import type { ReactNode } from 'react';
import styles from './FormPage.module.css';
import { PageFrame } from './PageFrame';

/** A page that is one form: what it is for, and the form on a card. */
export function FormPage(props: { title: string; lead: string; children: ReactNode }) {
  return (
    <PageFrame>
      <div className={styles.column}>
        <h1 className={styles.title}>{props.title}</h1>
        <p className={styles.lead}>{props.lead}</p>
        <div className={styles.card}>{props.children}</div>
      </div>
    </PageFrame>
  );
}

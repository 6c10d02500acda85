import type { ReactNode } from 'react';
import { PageFrame } from '../kit/PageFrame';
import { Contents } from './Contents';
import styles from './DocumentPage.module.css';

/** Something to read: its contents on the left, the text on a card. */
export function DocumentPage(props: {
  head?: ReactNode;
  contents: readonly { anchor: string; text: string }[];
  language: string;
  children: ReactNode;
}) {
  return (
    <PageFrame>
      {props.head}
      <div className={styles.columns} data-contents={props.contents.length > 0}>
        <div className={styles.side}>
          <Contents entries={props.contents} />
        </div>
        <article className={styles.article} lang={props.language}>
          {props.children}
        </article>
      </div>
    </PageFrame>
  );
}

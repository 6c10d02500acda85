import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceName } from '../../state/model';
import { useActions, useApp } from '../context';
import styles from './PlaceLink.module.css';

/** A link to another page of this service. Who is on the way into a room, or in it, keeps that page. */
export function PlaceLink(props: { to: PlaceName; anchor?: string; children: ReactNode }) {
  const { t } = useTranslation();
  const actions = useActions();
  const leavesRoom = useApp((state) => state.roomId !== undefined && state.page.name !== 'end');
  const typing = useApp((state) => state.page.name === 'create' || state.page.name === 'reentry');
  const href = actions.pages.address(props.to, props.anchor);
  if (leavesRoom || typing) {
    return (
      <a className={styles.link} href={href} target="_blank" rel="noopener">
        {props.children}
        <span className="visually-hidden"> {t('document.newWindow')}</span>
      </a>
    );
  }
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    actions.pages.open(props.to, props.anchor);
  };
  return (
    <a className={styles.link} href={href} onClick={follow}>
      {props.children}
    </a>
  );
}

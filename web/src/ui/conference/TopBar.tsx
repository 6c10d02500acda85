import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { hasTile } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './TopBar.module.css';

export function TopBar() {
  const { t } = useTranslation();
  const actions = useActions();
  const room = useApp((state) => state.conference.room?.name ?? '');
  const link = useApp((state) => state.conference.room?.link ?? '');
  const people = useApp((state) => state.conference.people);
  const count = useMemo(() => people.filter(hasTile).length, [people]);
  return (
    <header className={styles.bar}>
      <img className={styles.sign} src="/icon.svg" alt="" width="32" height="32" />
      <div className={styles.names}>
        <h1 className={styles.room}>{room}</h1>
        <p className={styles.count}>{t('top.people', { count })}</p>
      </div>
      <Button
        look="secondary"
        size="small"
        icon="link"
        onPress={() => actions.view.copy(link, 'link')}
      >
        {t('top.invite')}
      </Button>
    </header>
  );
}

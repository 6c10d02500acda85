import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { hasTile, isModerator } from '../../state/selectors';
import { useApp } from '../context';
import { Button } from '../kit/Button';
import type { DialogName } from './ConferencePage';
import styles from './TopBar.module.css';

export function TopBar({ onDialog }: { onDialog(dialog: DialogName): void }) {
  const { t } = useTranslation();
  const room = useApp((state) => state.conference.room?.name ?? '');
  const moderator = useApp(isModerator);
  const people = useApp((state) => state.conference.people);
  const count = useMemo(() => people.filter(hasTile).length, [people]);
  return (
    <header className={styles.bar}>
      <img className={styles.sign} src="/icon.svg" alt="" width="32" height="32" />
      <div className={styles.names}>
        <h1 className={styles.room}>{room}</h1>
        <p className={styles.count}>{t('top.people', { count })}</p>
      </div>
      {moderator && (
        <Button
          look="quiet"
          icon="room"
          aria-label={t('top.settings')}
          onPress={() => onDialog('settings')}
        />
      )}
      <div className={styles.invite}>
        <Button look="secondary" size="small" icon="invite" onPress={() => onDialog('invite')}>
          {t('top.invite')}
        </Button>
      </div>
    </header>
  );
}

import { useTranslation } from 'react-i18next';
import { span } from '../../state/appointment';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './OwnRooms.module.css';

/** The conferences that the account has made: a link may be weeks old when its time comes (R28). */
export function OwnRooms() {
  const { t, i18n } = useTranslation();
  const actions = useActions();
  const rooms = useApp((state) => state.ownRooms);
  if (rooms.length === 0) return null;
  return (
    <section className={styles.own} aria-labelledby="own-rooms">
      <h2 id="own-rooms" className={styles.title}>
        {t('start.ownRooms')}
      </h2>
      <ul className={styles.list}>
        {rooms.map(({ id, name, appointment }) => (
          <li key={id} className={styles.room}>
            <div>
              <p className={styles.name}>{name}</p>
              {appointment && <p className={styles.when}>{span(appointment, i18n.language)}</p>}
            </div>
            <Button look="secondary" size="small" onPress={() => actions.pages.openRoom(id)}>
              {t('start.openRoom', { room: name })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { Person } from '../../state/model';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import styles from './WaitingList.module.css';

/** Who waits, for moderators: admitted and rejected one by one or all. */
export function WaitingList({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <section className={styles.waiting} aria-label={t('people.waiting')}>
      <h3 className={styles.heading}>
        {t('people.waiting')} ({people.length})
      </h3>
      <ul className={styles.list}>
        {people.map((person) => (
          <li key={person.id} className={styles.person}>
            <p className={styles.name}>{person.name}</p>
            <Button
              size="small"
              aria-label={t('people.admitName', { name: person.name })}
              onPress={() => actions.room.admit([person.id])}
            >
              {t('people.admit')}
            </Button>
            <Button
              look="quiet"
              size="small"
              aria-label={t('people.rejectName', { name: person.name })}
              onPress={() => actions.room.reject([person.id])}
            >
              {t('people.reject')}
            </Button>
          </li>
        ))}
      </ul>
      {people.length > 1 && (
        <ButtonRow>
          <Button look="secondary" size="small" onPress={() => actions.room.admit([])}>
            {t('people.admitAll')}
          </Button>
          <Button look="quiet" size="small" onPress={() => actions.room.reject([])}>
            {t('people.rejectAll')}
          </Button>
        </ButtonRow>
      )}
    </section>
  );
}

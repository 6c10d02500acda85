import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../state/model';
import { isModerator, waits } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './Knocks.module.css';
import type { Beneath } from './TopLayer';

const shownAtMost = 3;

/** Who waits, for moderators wherever they are (R24): stays until it is answered or put aside. */
export function Knocks({ over, onList }: { over: Beneath; onList(): void }) {
  const { t } = useTranslation();
  const moderator = useApp(isModerator);
  const people = useApp((state) => state.conference.people);
  const knocked = useApp((state) => state.conference.knocked);
  const waiting = useMemo(() => people.filter(waits), [people]);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  if (!moderator) return null;
  const fresh = waiting.filter(({ id }) => !seen.has(id));
  const newest = fresh.find(({ id }) => id === knocked) ?? fresh.at(-1);
  const listOpen = over === 'list';
  const shown = over === 'dialog' ? 1 : shownAtMost;
  const more = fresh.length - shown;
  return (
    <section className={styles.region} aria-label={t('knocks.region')} aria-live="polite">
      {listOpen && newest && (
        <p className="visually-hidden">{t('knocks.waits', { name: newest.name })}</p>
      )}
      {!listOpen && fresh.length > 0 && (
        <div className={styles.card}>
          <ul className={styles.list}>
            {fresh.slice(0, shown).map((person) => (
              <Knock key={person.id} person={person} />
            ))}
          </ul>
          <div className={styles.foot}>
            <Button look="quiet" size="small" onPress={onList}>
              {more > 0 ? t('knocks.more', { count: more }) : t('knocks.list')}
            </Button>
            <Button
              look="quiet"
              size="small"
              onPress={() => setSeen(new Set(waiting.map(({ id }) => id)))}
            >
              {t('knocks.later')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

function Knock({ person }: { person: Person }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <li className={styles.knock}>
      <p className={styles.text}>{t('knocks.waits', { name: person.name })}</p>
      <Button
        size="small"
        aria-label={t('people.admitName', { name: person.name })}
        onPress={() => actions.room.admit([person.id])}
      >
        {t('people.admit')}
      </Button>
      <Button
        look="secondary"
        size="small"
        aria-label={t('people.rejectName', { name: person.name })}
        onPress={() => actions.room.reject([person.id])}
      >
        {t('people.reject')}
      </Button>
    </li>
  );
}

import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { found, inListOrder } from '../../state/attendance';
import { type Person, Role } from '../../state/model';
import { isModerator, waits } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { SearchBox } from '../kit/SearchBox';
import styles from './PeoplePane.module.css';
import { PersonRow } from './PersonRow';
import { RemoveDialog } from './RemoveDialog';
import { WaitingList } from './WaitingList';

/** The attendance list (R47); moderators also admit, reject and remove here. */
export function PeoplePane() {
  const { t, i18n } = useTranslation();
  const people = useApp((state) => state.conference.people);
  const moderator = useApp(isModerator);
  const self = useApp((state) => state.conference.self);
  const [search, setSearch] = useState('');
  const waiting = useMemo(() => people.filter(waits), [people]);
  const inside = useMemo(
    () =>
      inListOrder(
        people.filter((person) => !waits(person)),
        self,
        i18n.language,
      ),
    [people, self, i18n.language],
  );
  const shown = useMemo(() => found(inside, search), [inside, search]);
  return (
    <>
      <div className={styles.search}>
        <SearchBox label={t('people.search')} value={search} onChange={setSearch} />
        <p className="visually-hidden" aria-live="polite">
          {search && t('people.found', { count: shown.length })}
        </p>
      </div>
      <div className={styles.lists}>
        {moderator && waiting.length > 0 && <WaitingList people={waiting} />}
        <h3 className={styles.heading}>
          {t('people.inside')} ({inside.length})
        </h3>
        {moderator && <ForAll people={inside} />}
        <Inside people={shown} />
        {shown.length === 0 && <p className={styles.nobody}>{t('people.nobody')}</p>}
      </div>
    </>
  );
}

/** What moderators do to everybody at once (R39). */
function ForAll({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const { conduct } = useActions();
  const others = people.filter((person) => person.role === Role.PARTICIPANT);
  const hands = people.some((person) => person.hand > 0);
  if (others.length === 0 && !hands) return null;
  return (
    <ButtonRow>
      {others.length > 0 && (
        <Button
          look="secondary"
          size="small"
          icon="microphoneOff"
          onPress={() => conduct.switchOff('microphone', [])}
        >
          {t('people.muteAll')}
        </Button>
      )}
      {hands && (
        <Button look="quiet" size="small" onPress={() => conduct.lowerHands([])}>
          {t('people.lowerHands')}
        </Button>
      )}
    </ButtonRow>
  );
}

function Inside({ people }: { people: readonly Person[] }) {
  const actions = useActions();
  const moderator = useApp(isModerator);
  const self = useApp((state) => state.conference.self);
  const waitingRoom = useApp((state) => state.conference.room?.waitingRoom === true);
  const [leaving, setLeaving] = useState<Person | undefined>();
  return (
    <>
      <ul>
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            {...(moderator && person.id !== self ? { onRemove: () => setLeaving(person) } : {})}
            {...(moderator && waitingRoom && person.role !== Role.MODERATOR
              ? { onSendToWait: () => actions.room.sendToWait(person.id) }
              : {})}
          />
        ))}
      </ul>
      {leaving && <RemoveDialog person={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

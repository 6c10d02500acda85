import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostPolls } from '../../state/polls';
import { isModerator } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { PollCard } from './PollCard';
import { PollForm } from './PollForm';
import styles from './PollsPane.module.css';

/** Questions that moderators ask, the newest on top. */
export function PollsPane() {
  const { t } = useTranslation();
  const actions = useActions();
  const polls = useApp((state) => state.conference.polls);
  const moderator = useApp(isModerator);
  const asking = useApp((state) => state.conference.pollDraft !== undefined);
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (polls.length > 0) actions.polls.see();
  }, [actions, polls]);
  const close = () => {
    actions.polls.draft(undefined);
    setBack(true);
  };
  if (asking && moderator) return <PollForm onClose={close} />;
  return (
    <div className={styles.pane}>
      {moderator && (
        <Button
          look="secondary"
          icon="poll"
          autoFocus={back}
          isDisabled={polls.length >= mostPolls}
          onPress={() => actions.polls.draft({})}
        >
          {t('polls.new')}
        </Button>
      )}
      {polls.length >= mostPolls && moderator && <p className={styles.hint}>{t('polls.full')}</p>}
      {polls.length === 0 && <p className={styles.hint}>{t('polls.none')}</p>}
      {[...polls].reverse().map((known) => (
        <PollCard key={known.poll.id} known={known} />
      ))}
    </div>
  );
}

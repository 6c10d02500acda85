import { useTranslation } from 'react-i18next';
import { type KnownPoll, share } from '../../state/polls';
import { Icon } from '../kit/Icon';
import styles from './PollsPane.module.css';

/** Numbers first, the bars only repeat them; who chose what where the poll is open. */
export function PollResults({ known: { poll, mine } }: { known: KnownPoll }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.results} aria-label={t('polls.result')}>
      {poll.answers.map((answer, index) => {
        const { votes = 0, voters = [] } = poll.results[index] ?? {};
        const percent = share(poll, votes);
        return (
          <li key={answer} className={styles.result}>
            <p className={styles.answer}>
              <span dir="auto">
                {answer}
                {mine.includes(index) && (
                  <span className={styles.mine}>
                    <Icon name="check" size={16} />
                    {t('polls.mine')}
                  </span>
                )}
              </span>
              <span className={styles.votes}>{t('polls.votes', { count: votes, percent })}</span>
            </p>
            <div className={styles.bar} aria-hidden="true">
              <div className={styles.filled} style={{ width: `${percent}%` }} />
            </div>
            {voters.length > 0 && (
              <p className={styles.hint}>{voters.map(({ name }) => name).join(', ')}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

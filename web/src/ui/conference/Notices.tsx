import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './Notices.module.css';

const shownMs = 6000;

/** Who came, left or knocks, and what was done: shown for a moment and read aloud. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useApp((state) => state.notices);
  return (
    <section
      className={styles.region}
      aria-live="polite"
      aria-relevant="additions"
      aria-label={t('notice.region')}
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const actions = useActions();
  useEffect(() => {
    const timer = setTimeout(() => actions.view.seen(notice.id), shownMs);
    return () => clearTimeout(timer);
  }, [actions, notice.id]);
  return (
    <div className={styles.notice} data-tone={notice.tone}>
      <p className={styles.text}>{t(notice.key, { name: notice.name })}</p>
      <Button
        look="quiet"
        icon="close"
        aria-label={t('notice.close')}
        onPress={() => actions.view.seen(notice.id)}
      />
    </div>
  );
}

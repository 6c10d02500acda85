import { useTranslation } from 'react-i18next';
import styles from './PrivacyNotice.module.css';

const points = ['purpose', 'notStored', 'room', 'address'] as const;

/** What is done with data, in four sentences, where one has to know before going on (R64). */
export function PrivacyNotice() {
  const { t } = useTranslation();
  return (
    <details className={styles.notice}>
      <summary className={styles.summary}>{t('privacy.title')}</summary>
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point}>{t(`privacy.${point}`)}</li>
        ))}
      </ul>
    </details>
  );
}

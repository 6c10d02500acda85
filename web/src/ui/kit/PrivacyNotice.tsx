import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { PlaceLink } from './PlaceLink';
import styles from './PrivacyNotice.module.css';

const points = ['purpose', 'notStored', 'room', 'address', 'encryption'] as const;

/** What is done with data, in a few sentences, where one has to know before going on (R63, R64). */
export function PrivacyNotice() {
  const { t } = useTranslation();
  const published = useApp((state) => state.pages.some(({ name }) => name === 'datenschutz'));
  return (
    <details className={styles.notice}>
      <summary className={styles.summary}>{t('privacy.title')}</summary>
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point}>{t(`privacy.${point}`)}</li>
        ))}
        {published && (
          <li>
            <PlaceLink to="datenschutz">{t('privacy.full')}</PlaceLink>
          </li>
        )}
      </ul>
    </details>
  );
}

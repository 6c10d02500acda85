import { useTranslation } from 'react-i18next';
import styles from './LoadingPage.module.css';

export function LoadingPage({ text = 'loading' }: { text?: 'loading' | 'connecting' }) {
  const { t } = useTranslation();
  return (
    <main className={styles.page}>
      <span className={styles.spinner} aria-hidden="true" />
      <p role="status">{t(text)}</p>
    </main>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { LanguageSwitch } from './LanguageSwitch';
import styles from './PageFrame.module.css';

/** Header and footer of every page outside the conference. */
export function PageFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const version = useApp((state) => state.config?.version);
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <a href="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width="36" height="36" />
          <span>{t('service')}</span>
        </a>
      </header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>
        <LanguageSwitch />
        {version && <span>{t('footer.version', { version })}</span>}
      </footer>
    </div>
  );
}

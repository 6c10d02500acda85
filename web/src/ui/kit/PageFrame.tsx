import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { LanguageSwitch } from './LanguageSwitch';
import styles from './PageFrame.module.css';
import { PlaceLink } from './PlaceLink';

/** Header and footer of every page outside the conference; the footer leads to help and the operator's pages (R16). */
export function PageFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const pages = useApp((state) => state.pages);
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
        <nav aria-label={t('footer.label')}>
          <ul className={styles.links}>
            <li>
              <PlaceLink to="help">{t('places.help')}</PlaceLink>
            </li>
            {pages.map(({ name }) => (
              <li key={name}>
                <PlaceLink to={name}>{t(`places.${name}`)}</PlaceLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.end}>
          <LanguageSwitch />
          {version && <span>{t('footer.version', { version })}</span>}
        </div>
      </footer>
    </div>
  );
}

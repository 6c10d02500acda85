import { useTranslation } from 'react-i18next';
import styles from './Contents.module.css';

/** The table of contents: beside the text where there is room, above it elsewhere. */
export function Contents({ entries }: { entries: readonly { anchor: string; text: string }[] }) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <nav className={styles.contents} aria-labelledby="contents">
      <h2 id="contents" className={styles.title}>
        {t('document.contents')}
      </h2>
      <ul className={styles.list}>
        {entries.map(({ anchor, text }) => (
          <li key={anchor}>
            <a className={styles.link} href={`#${anchor}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/Icon';
import styles from './Promises.module.css';

const promises = [
  { key: 'free', icon: 'person' },
  { key: 'browser', icon: 'globe' },
  { key: 'private', icon: 'shield' },
] as const;

/** Three short answers to what a newcomer asks first. */
export function Promises() {
  const { t } = useTranslation();
  return (
    <ul className={styles.list}>
      {promises.map(({ key, icon }) => (
        <li key={key} className={styles.promise}>
          <span className={styles.sign}>
            <Icon name={icon} />
          </span>
          <div>
            <h2 className={styles.title}>{t(`start.promises.${key}`)}</h2>
            <p className={styles.text}>{t(`start.promises.${key}Text`)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

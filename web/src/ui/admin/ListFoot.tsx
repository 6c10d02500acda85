import { useTranslation } from 'react-i18next';
import { Button } from '../kit/Button';
import styles from './AdminPage.module.css';

/** The server tells at most so many lines at once. */
const mostLines = 500;

/** How much of a list is shown, and more of it. */
export function ListFoot(props: { shown: number; total: number; onMore(): void }) {
  const { t } = useTranslation();
  const { shown, total } = props;
  if (shown >= total) return null;
  return (
    <div className={styles.foot}>
      <p>{t('admin.shown', { shown, total })}</p>
      {shown < mostLines ? (
        <Button look="secondary" size="small" onPress={props.onMore}>
          {t('admin.more')}
        </Button>
      ) : (
        <p>{t('admin.narrow')}</p>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { PageFrame } from '../kit/PageFrame';
import { CreateForm } from './CreateForm';
import { JoinByName } from './JoinByName';
import { Promises } from './Promises';
import styles from './StartPage.module.css';

export function StartPage() {
  const { t } = useTranslation();
  const create = useApp((state) => state.config?.create ?? 'anyone');
  const anyone = create === 'anyone';
  return (
    <PageFrame>
      <div className={styles.page}>
        <div className={styles.hero}>
          <h1 className={styles.title}>{anyone ? t('start.title') : t('start.join')}</h1>
          <p className={styles.lead}>{anyone ? t('start.lead') : t('start.joinLead')}</p>
          <div className={styles.card}>{anyone ? <CreateForm /> : <JoinByName />}</div>
          {!anyone && (
            <p className={styles.note}>
              {create === 'account' ? t('start.byAccount') : t('start.byEmail')}
            </p>
          )}
        </div>
        <Promises />
      </div>
    </PageFrame>
  );
}

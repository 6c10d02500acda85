import { useTranslation } from 'react-i18next';
import { useApp } from '../context';
import { Alert } from '../kit/Alert';
import { PageFrame } from '../kit/PageFrame';
import { GoForm } from './GoForm';
import { JoinByName } from './JoinByName';
import { ModeratorWays } from './ModeratorWays';
import { OwnRooms } from './OwnRooms';
import { Promises } from './Promises';
import styles from './StartPage.module.css';

/**
 * Where anybody creates rooms under names that can be found again, one field does it all (R9).
 * Elsewhere people join, and moderators have two ways of their own (R6).
 */
export function StartPage() {
  const { t } = useTranslation();
  const config = useApp((state) => state.config);
  const oneField = !config || (config.create === 'anyone' && config.link === 'chosen');
  return (
    <PageFrame>
      <div className={styles.page}>
        <div className={styles.hero}>
          <h1 className={styles.title}>{oneField ? t('start.title') : t('start.join')}</h1>
          <p className={styles.lead}>{t(leadOf(oneField, config?.link))}</p>
          {config?.closed ? (
            <Alert tone="warning">{config.closed}</Alert>
          ) : (
            <>
              <div className={styles.card}>{oneField ? <GoForm /> : <JoinByName />}</div>
              {!oneField && (
                <div className={styles.card}>
                  <OwnRooms />
                  <ModeratorWays />
                </div>
              )}
            </>
          )}
        </div>
        <Promises />
      </div>
    </PageFrame>
  );
}

function leadOf(oneField: boolean, link: 'chosen' | 'random' | undefined) {
  if (oneField) return 'start.lead';
  return link === 'random' ? 'start.joinByLinkLead' : 'start.joinLead';
}

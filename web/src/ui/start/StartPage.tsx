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
  const closed = useApp((state) => state.config?.closed);
  return (
    <PageFrame>
      <div className={styles.page}>
        <div className={styles.hero}>{closed ? <Closed notice={closed} /> : <Ways />}</div>
        <Promises />
      </div>
    </PageFrame>
  );
}

/** R65: the operator has closed the service, and says why. */
function Closed({ notice }: { notice: string }) {
  const { t } = useTranslation();
  return (
    <>
      <h1 className={styles.title}>{t('end.closed.title')}</h1>
      <Alert tone="warning">
        <span className={styles.notice}>{notice}</span>
      </Alert>
    </>
  );
}

function Ways() {
  const { t } = useTranslation();
  const config = useApp((state) => state.config);
  const oneField = !config || (config.create === 'anyone' && config.link === 'chosen');
  return (
    <>
      <h1 className={styles.title}>{oneField ? t('start.title') : t('start.join')}</h1>
      <p className={styles.lead}>{t(leadOf(oneField, config?.link))}</p>
      <div className={styles.card}>{oneField ? <GoForm /> : <JoinByName />}</div>
      {!oneField && (
        <div className={styles.card}>
          <OwnRooms />
          <ModeratorWays />
        </div>
      )}
    </>
  );
}

function leadOf(oneField: boolean, link: 'chosen' | 'random' | undefined) {
  if (oneField) return 'start.lead';
  return link === 'random' ? 'start.joinByLinkLead' : 'start.joinLead';
}

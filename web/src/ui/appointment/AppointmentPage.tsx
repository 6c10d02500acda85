import { useTranslation } from 'react-i18next';
import { span, timeOfDay } from '../../state/appointment';
import type { ClosedDoor } from '../../state/model';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { MessageCard } from '../kit/MessageCard';
import { PageFrame } from '../kit/PageFrame';
import styles from './AppointmentPage.module.css';

/** R28: outside of its time a room says when it is; without a personal link, how to get one. */
export function AppointmentPage({ door, mailed }: { door: ClosedDoor; mailed?: boolean }) {
  const { t, i18n } = useTranslation();
  const actions = useActions();
  const preview = useApp((state) => state.preview);
  const account = useApp((state) => state.account);
  const own = preview?.own === true;
  const appointment = preview?.appointment;
  const language = i18n.language;
  const texts = {
    room: preview?.name ?? '',
    span: appointment ? span(appointment, language) : '',
    early: appointment ? timeOfDay(appointment.moderatorsFrom, language) : '',
  };
  const kind = own && door === 'early' ? 'own' : door;
  return (
    <PageFrame>
      {mailed !== undefined && (
        <div className={styles.told}>
          <Alert tone={mailed ? 'info' : 'warning'}>
            {t(mailed ? 'door.mailed' : 'door.notMailed')}
          </Alert>
        </div>
      )}
      <MessageCard
        icon={door === 'notInvited' ? 'mail' : 'calendar'}
        title={t(`door.${kind}.title`, texts)}
        text={t(`door.${kind}.text`, texts)}
        role="status"
      >
        {!own && !account && door !== 'over' && (
          <Button look="secondary" onPress={() => actions.pages.open('signIn')}>
            {t('door.signIn')}
          </Button>
        )}
        <Button look="quiet" onPress={() => actions.pages.open('start')}>
          {t('end.start')}
        </Button>
      </MessageCard>
    </PageFrame>
  );
}

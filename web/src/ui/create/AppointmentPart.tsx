import { useTranslation } from 'react-i18next';
import { TimeFields } from '../appointment/TimeFields';
import { useApp } from '../context';
import { Alert } from '../kit/Alert';
import { CheckField } from '../kit/CheckField';
import { TextArea } from '../kit/TextArea';
import type { AppointmentDraft } from './use_appointment';

/** R13, R28: for when the room is made and whom the server tells; nothing where rooms have no times. */
export function AppointmentPart({ draft }: { draft: AppointmentDraft }) {
  const { t } = useTranslation();
  const rule = useApp((state) => state.config?.scheduling ?? 'no');
  const mails = useApp((state) => state.config?.mail === true);
  const onlyInvited = useApp((state) => state.config?.onlyInvited === true);
  if (rule === 'no') return null;
  return (
    <>
      {rule === 'optional' && (
        <CheckField
          label={t('schedule.wanted')}
          checked={draft.wanted}
          onChange={draft.setWanted}
        />
      )}
      {draft.wanted && (
        <>
          <TimeFields
            proposed={draft.proposed}
            proposedMinutes={45}
            error={draft.timeError && t(`schedule.${draft.timeError}`)}
          />
          {mails ? (
            <TextArea
              label={t('schedule.to')}
              hint={t(onlyInvited ? 'schedule.toHintPersonal' : 'schedule.toHint')}
              rows={4}
              value={draft.addresses}
              error={draft.addressError}
              onChange={draft.setAddresses}
            />
          ) : (
            onlyInvited && <Alert tone="warning">{t('schedule.noMail')}</Alert>
          )}
        </>
      )}
    </>
  );
}

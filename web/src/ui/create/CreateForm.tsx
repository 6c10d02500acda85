import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAcknowledgement } from '../acknowledge/use_acknowledgement';
import { useActions, useApp } from '../context';
import { useRequired } from '../form_text';
import { Button } from '../kit/Button';
import { FormProblem } from '../kit/FormProblem';
import { PrivacyNotice } from '../kit/PrivacyNotice';
import { TextInput } from '../kit/TextInput';
import { problemText } from '../problem_text';
import { AppointmentPart } from './AppointmentPart';
import { EmailProof } from './EmailProof';
import { useAppointment } from './use_appointment';

export function CreateForm({ askEmail }: { askEmail: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const remembered = useApp((state) => state.ownName);
  const busy = useApp((state) => state.busy);
  const problem = useApp((state) => state.formProblem);
  const required = useRequired(['room', 'ownName', ...(askEmail ? ['email', 'emailCode'] : [])]);
  const acknowledgement = useAcknowledgement({ always: true });
  const draft = useAppointment();
  const wrongCode = askEmail && problem === 'wrong_code';
  const taken = problem === 'name_taken' || problem === 'bad_name';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const texts = required.read(event.currentTarget);
    const time = draft.read(event.currentTarget);
    const privacyAcknowledged = acknowledgement.give();
    if (!texts || !time || !privacyAcknowledged) return;
    const { room: name = '', ownName = '', email = '', emailCode = '' } = texts;
    const proof = { email, emailCode, privacyAcknowledged };
    actions.entry.create({ name, ownName, ...proof, ...time });
  };

  const roomProblem = required.isMissing('room') ? t('create.roomMissing') : undefined;
  return (
    <form onSubmit={submit} onInput={required.filling} noValidate>
      <TextInput
        name="room"
        label={t('create.room')}
        hint={t('create.roomHint')}
        autoFocus
        autoComplete="off"
        error={roomProblem ?? (taken ? problemText(t, problem, 'create') : undefined)}
      />
      <TextInput
        name="ownName"
        label={t('create.ownName')}
        initial={remembered}
        autoComplete="name"
        error={required.isMissing('ownName') ? t('prejoin.nameMissing') : undefined}
      />
      <AppointmentPart draft={draft} />
      {askEmail && (
        <EmailProof
          emailMissing={required.isMissing('email')}
          codeProblem={
            wrongCode
              ? t('create.wrong_code')
              : required.isMissing('emailCode')
                ? t('create.codeMissing')
                : undefined
          }
        />
      )}
      <div>
        <PrivacyNotice />
        {acknowledgement.field}
      </div>
      {!wrongCode && !taken && problem !== 'bad_time' && <FormProblem form="create" />}
      <Button type="submit" wide isDisabled={busy}>
        {t('create.go')}
      </Button>
    </form>
  );
}

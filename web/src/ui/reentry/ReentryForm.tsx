import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAcknowledgement } from '../acknowledge/use_acknowledgement';
import { useActions, useApp } from '../context';
import { formText, useRequired } from '../form_text';
import { Button } from '../kit/Button';
import { FormProblem } from '../kit/FormProblem';
import { TextInput } from '../kit/TextInput';

/** R33: room name, own name (which may differ), access code and PIN. A paused room wakes by it. */
export function ReentryForm() {
  const { t } = useTranslation();
  const actions = useActions();
  const remembered = useApp((state) => state.ownName);
  const lastRoom = useApp((state) => state.lastRoomName);
  const busy = useApp((state) => state.busy);
  const acknowledgement = useAcknowledgement();
  const required = useRequired(['room', 'ownName', 'pin']);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const texts = required.read(event.currentTarget);
    const given = acknowledgement.give();
    if (!texts || !given) return;
    const { room = '', ownName = '', pin = '' } = texts;
    actions.entry.reenter({ room, ownName, code: formText(event.currentTarget, 'code'), pin });
  };

  return (
    <form onSubmit={submit} onInput={required.filling} noValidate>
      <TextInput
        name="room"
        label={t('create.room')}
        initial={lastRoom}
        autoFocus
        autoComplete="off"
        error={required.isMissing('room') ? t('create.roomMissing') : undefined}
      />
      <TextInput
        name="ownName"
        label={t('prejoin.yourName')}
        hint={t('reentry.nameHint')}
        initial={remembered}
        autoComplete="name"
        error={required.isMissing('ownName') ? t('prejoin.nameMissing') : undefined}
      />
      <TextInput
        name="code"
        label={t('prejoin.code')}
        hint={t('reentry.codeHint')}
        autoComplete="off"
      />
      <TextInput
        name="pin"
        label={t('reentry.pin')}
        hint={t('reentry.pinHint')}
        inputMode="numeric"
        autoComplete="off"
        error={required.isMissing('pin') ? t('reentry.pinMissing') : undefined}
      />
      <FormProblem form="reentry" />
      {acknowledgement.field}
      <Button type="submit" wide isDisabled={busy}>
        {t('reentry.go')}
      </Button>
    </form>
  );
}

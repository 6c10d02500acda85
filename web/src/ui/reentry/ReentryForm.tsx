import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { formText, useRequired } from '../form_text';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { TextInput } from '../kit/TextInput';
import { problemText } from '../problem_text';

/** R33: room name, own name (which may differ), access code and PIN. A paused room wakes by it. */
export function ReentryForm() {
  const { t } = useTranslation();
  const actions = useActions();
  const remembered = useApp((state) => state.ownName);
  const lastRoom = useApp((state) => state.lastRoomName);
  const busy = useApp((state) => state.busy);
  const problem = useApp((state) => state.formProblem);
  const required = useRequired(['room', 'ownName', 'pin']);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const texts = required.read(event.currentTarget);
    if (!texts) return;
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
      {problem && (
        <Alert tone="danger" role="alert">
          {problemText(t, problem, 'reentry')}
        </Alert>
      )}
      <Button type="submit" wide isDisabled={busy}>
        {t('reentry.go')}
      </Button>
    </form>
  );
}

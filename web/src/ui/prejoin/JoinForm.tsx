import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAcknowledgement } from '../acknowledge/use_acknowledgement';
import { useActions, useApp } from '../context';
import { formText } from '../form_text';
import { Button } from '../kit/Button';
import { FormProblem } from '../kit/FormProblem';
import { PrivacyNotice } from '../kit/PrivacyNotice';
import { TextInput } from '../kit/TextInput';
import styles from './JoinForm.module.css';

export function JoinForm({ canCall }: { canCall: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const preview = useApp((state) => state.preview);
  const remembered = useApp((state) => state.ownName);
  const busy = useApp((state) => state.busy);
  const problem = useApp((state) => state.formProblem);
  const [missing, setMissing] = useState(false);
  const acknowledgement = useAcknowledgement();
  const wrongCode = problem === 'wrong_code';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = formText(event.currentTarget, 'name');
    setMissing(name === '');
    const given = acknowledgement.give();
    if (name !== '' && given) actions.entry.join(name, formText(event.currentTarget, 'code'));
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('prejoin.yourName')}
        hint={t(preview?.waitingRoom ? 'prejoin.nameHintWaiting' : 'prejoin.nameHint')}
        name="name"
        initial={remembered}
        autoFocus
        autoComplete="name"
        error={missing ? t('prejoin.nameMissing') : undefined}
      />
      {preview?.codeRequired && (
        <TextInput
          label={t('prejoin.code')}
          hint={t('prejoin.codeHint')}
          name="code"
          autoComplete="off"
          error={wrongCode ? t('form.wrong_code') : undefined}
        />
      )}
      {preview?.waitingRoom && <p className={styles.note}>{t('prejoin.waitingRoom')}</p>}
      {!(wrongCode && preview?.codeRequired) && <FormProblem />}
      {acknowledgement.field}
      <Button type="submit" wide isDisabled={busy || !canCall}>
        {t('prejoin.join')}
      </Button>
      <div className={styles.rules}>
        <p>{t('prejoin.recordings')}</p>
        <p>{t('prejoin.secrets')}</p>
        {!acknowledgement.isAsked && <p>{t('privacy.byJoining')}</p>}
        <PrivacyNotice />
      </div>
    </form>
  );
}

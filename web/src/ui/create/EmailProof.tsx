import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { formText } from '../form_text';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { TextInput } from '../kit/TextInput';
import { problemText } from '../problem_text';
import styles from './EmailProof.module.css';

/** R7: who creates proves a mailbox by a code of six digits; no picture, no sound, no puzzle. */
export function EmailProof(props: { emailMissing: boolean; codeProblem: string | undefined }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { phase, problem } = useApp((state) => state.emailCode);
  const fields = useRef<HTMLFieldSetElement>(null);
  const [noAddress, setNoAddress] = useState(false);

  const request = () => {
    const form = fields.current?.form;
    const email = form ? formText(form, 'email') : '';
    setNoAddress(!email.includes('@'));
    if (email.includes('@')) actions.entry.requestEmailCode(email);
  };

  const missing = noAddress || props.emailMissing;
  return (
    <fieldset ref={fields} className={styles.proof}>
      <legend className="visually-hidden">{t('create.proof')}</legend>
      <div className={styles.row}>
        <div className={styles.field}>
          <TextInput
            name="email"
            type="email"
            label={t('create.email')}
            hint={t('create.emailHint')}
            autoComplete="email"
            maxLength={254}
            error={missing ? t('create.emailMissing') : undefined}
          />
        </div>
        <Button look="secondary" isDisabled={phase === 'asking'} onPress={request}>
          {t('create.requestCode')}
        </Button>
      </div>
      {phase === 'sent' && (
        <Alert tone="info" role="status">
          {t('create.codeSent')}
        </Alert>
      )}
      {problem && (
        <Alert tone="danger" role="alert">
          {problemText(t, problem, 'create.codeProblem')}
        </Alert>
      )}
      <TextInput
        name="emailCode"
        label={t('create.code')}
        hint={t('create.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        error={props.codeProblem}
      />
    </fieldset>
  );
}

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressesIn } from '../../state/invitation';
import { useActions, useApp } from '../context';
import { formText } from '../form_text';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { TextArea } from '../kit/TextArea';
import { TextInput } from '../kit/TextInput';
import { problemText } from '../problem_text';
import styles from './ServerMail.module.css';
import type { InviteDraft } from './use_invite_text';

/** The server writes to each address by itself (R20): no one sees whom else it was sent to. */
export function ServerMail({ draft }: { draft: InviteDraft }) {
  const { t } = useTranslation();
  const actions = useActions();
  const busy = useApp((state) => state.busy);
  const problem = problemText(
    t,
    useApp((state) => state.formProblem),
    'mail',
  );
  const [addresses, setAddresses] = useState('');
  const [error, setError] = useState<string | undefined>();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { good, bad } = addressesIn(addresses);
    const wrong =
      bad.length > 0
        ? t('mail.wrong', { addresses: bad.join(', ') })
        : good.length === 0
          ? t('mail.none')
          : undefined;
    setError(wrong);
    if (wrong !== undefined) return;
    const subject = formText(event.currentTarget, 'subject');
    actions.room.mailInvitation({ to: good, subject, text: draft.text });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <h4 className={styles.title}>{t('mail.title')}</h4>
      <TextArea
        label={t('mail.to')}
        hint={t('mail.toHint')}
        rows={3}
        value={addresses}
        error={error}
        onChange={(text) => {
          setAddresses(text);
          setError(undefined);
        }}
      />
      <TextInput name="subject" label={t('mail.subject')} initial={draft.subject} maxLength={150} />
      {problem && (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <Button type="submit" icon="mail" isDisabled={busy}>
        {t('mail.send')}
      </Button>
    </form>
  );
}

import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { formText } from '../form_text';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { TextInput } from '../kit/TextInput';
import styles from './SettingsDialog.module.css';

/** R23: the password of the room, which invitations call its access code. */
export function PasswordSetting({ removable }: { removable: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const required = useApp((state) => state.conference.room?.codeRequired === true);
  const code = useApp((state) => state.conference.accessData?.code ?? '');
  const [writing, setWriting] = useState(false);
  const [missing, setMissing] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = formText(event.currentTarget, 'password');
    setMissing(typed === '');
    if (typed === '') return;
    actions.room.setAccessCode(typed);
    setWriting(false);
  };

  return (
    <section className={styles.password} aria-labelledby="room-password">
      <h3 id="room-password" className={styles.heading}>
        {t('settings.password')}
      </h3>
      <p className={styles.hint}>
        {required ? t('settings.passwordIs', { code }) : t('settings.passwordNone')}
      </p>
      {writing ? (
        <form className={styles.form} onSubmit={submit} noValidate>
          <TextInput
            name="password"
            label={t('settings.newPassword')}
            hint={t('settings.newPasswordHint')}
            autoFocus
            autoComplete="off"
            maxLength={60}
            error={missing ? t('settings.passwordMissing') : undefined}
          />
          <ButtonRow>
            <Button type="submit">{t('settings.save')}</Button>
            <Button look="secondary" onPress={() => setWriting(false)}>
              {t('remove.cancel')}
            </Button>
          </ButtonRow>
        </form>
      ) : (
        <ButtonRow>
          <Button look="secondary" size="small" icon="key" onPress={() => setWriting(true)}>
            {t(required ? 'settings.changePassword' : 'settings.addPassword')}
          </Button>
          {required && (
            <Button
              look="quiet"
              size="small"
              icon="trash"
              isDisabled={!removable}
              onPress={() => actions.room.setAccessCode('')}
            >
              {t('settings.removePassword')}
            </Button>
          )}
        </ButtonRow>
      )}
    </section>
  );
}

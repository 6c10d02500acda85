import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { formText } from '../form_text';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { CheckField } from '../kit/CheckField';
import { ModalDialog } from '../kit/ModalDialog';
import { RadioChoice } from '../kit/RadioChoice';
import { TextInput } from '../kit/TextInput';
import styles from './AdminPage.module.css';
import { Problem } from './Problem';

const mostAtOnce = 100;

/** One login, or numbered ones behind a prefix; the passwords are made up by the server (R12). */
export function AddAccounts({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const busy = useApp((state) => state.busy);
  const problem = useApp((state) => state.formProblem);
  const [how, setHow] = useState<'one' | 'many'>('one');
  const [released, setReleased] = useState(false);
  const [administrates, setAdministrates] = useState(false);
  const [wrong, setWrong] = useState<'login' | 'count'>();
  const badLogin = problem === 'bad_name';
  useEffect(() => actions.admin.begin(), [actions]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const login = formText(event.currentTarget, 'login');
    const count = how === 'many' ? Number(formText(event.currentTarget, 'count')) : 1;
    const countIsRight = Number.isInteger(count) && count >= 1 && count <= mostAtOnce;
    const found = login === '' ? 'login' : countIsRight ? undefined : 'count';
    setWrong(found);
    if (found) return;
    const role = administrates && how === 'one' ? 'administrator' : 'organiser';
    const which = how === 'one' ? { login } : { prefix: login, count };
    actions.admin.addAccounts({ ...which, role, released }, onClose);
  };

  const loginError =
    wrong === 'login'
      ? t('admin.accounts.loginMissing')
      : badLogin
        ? t('admin.bad_login')
        : undefined;
  return (
    <ModalDialog title={t('admin.accounts.addTitle')} isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <RadioChoice<'one' | 'many'>
          label={t('admin.accounts.how')}
          options={[
            { id: 'one', label: t('admin.accounts.one') },
            { id: 'many', label: t('admin.accounts.many') },
          ]}
          selected={how}
          onSelect={setHow}
        />
        <TextInput
          key={how}
          name="login"
          label={t(how === 'one' ? 'admin.accounts.login' : 'admin.accounts.prefix')}
          hint={t(how === 'one' ? 'admin.accounts.loginHint' : 'admin.accounts.prefixHint')}
          autoComplete="off"
          maxLength={60}
          error={loginError}
        />
        {how === 'many' && (
          <TextInput
            name="count"
            label={t('admin.accounts.count')}
            hint={t('admin.accounts.countHint')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            error={wrong === 'count' ? t('admin.accounts.countWrong') : undefined}
          />
        )}
        <div>
          <CheckField
            label={t('admin.accounts.release')}
            checked={released}
            onChange={setReleased}
          />
          {how === 'one' && (
            <CheckField
              label={t('admin.accounts.administrate')}
              checked={administrates}
              onChange={setAdministrates}
            />
          )}
        </div>
        {!badLogin && <Problem form="admin.accounts" />}
        {busy && (
          <p className={styles.muted} role="status">
            {t('admin.accounts.adding')}
          </p>
        )}
        <ButtonRow>
          <Button type="submit" isDisabled={busy}>
            {t('admin.accounts.addNow')}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {t('admin.cancel')}
          </Button>
        </ButtonRow>
      </form>
    </ModalDialog>
  );
}

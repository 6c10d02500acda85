import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../state/model';
import { useActions, useApp } from '../context';
import { useRequired } from '../form_text';
import { Button } from '../kit/Button';
import { FormPage } from '../kit/FormPage';
import { FormProblem } from '../kit/FormProblem';
import { TextInput } from '../kit/TextInput';

/** R12: for organisers. Nobody else needs an account. */
export function SignInPage() {
  const { t } = useTranslation();
  const account = useApp((state) => state.account);
  return (
    <FormPage title={t('signIn.title')} lead={t('signIn.lead')}>
      {account ? <SignedIn account={account} /> : <SignInForm />}
    </FormPage>
  );
}

function SignedIn({ account }: { account: Account }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <>
      <p>{t('signIn.as', { login: account.login })}</p>
      {account.role === 'administrator' && (
        <Button onPress={() => actions.pages.open('admin')}>{t('admin.title')}</Button>
      )}
      <Button onPress={() => actions.pages.open('start')}>{t('end.start')}</Button>
      <Button look="secondary" onPress={() => actions.entry.signOut()}>
        {t('signIn.out')}
      </Button>
    </>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const actions = useActions();
  const busy = useApp((state) => state.busy);
  const required = useRequired(['login', 'password']);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const texts = required.read(event.currentTarget);
    if (texts) actions.entry.signIn(texts.login ?? '', texts.password ?? '');
  };

  return (
    <form onSubmit={submit} onInput={required.filling} noValidate>
      <TextInput
        name="login"
        label={t('signIn.login')}
        autoFocus
        autoComplete="username"
        error={required.isMissing('login') ? t('signIn.loginMissing') : undefined}
      />
      <TextInput
        name="password"
        type="password"
        label={t('signIn.password')}
        autoComplete="current-password"
        maxLength={200}
        error={required.isMissing('password') ? t('signIn.passwordMissing') : undefined}
      />
      <FormProblem form="signIn" />
      <Button type="submit" wide isDisabled={busy}>
        {t('signIn.go')}
      </Button>
    </form>
  );
}

import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { FormPage } from '../kit/FormPage';
import { JoinByName } from '../start/JoinByName';
import { ReentryForm } from './ReentryForm';

/** The way back for moderators: by the room's access data, or by the account where accounts moderate. */
export function ReentryPage() {
  const { t } = useTranslation();
  const actions = useActions();
  const byAccount = useApp((state) => state.config?.create === 'account');
  const signedIn = useApp((state) => state.account !== undefined);
  if (!byAccount) {
    return (
      <FormPage title={t('reentry.title')} lead={t('reentry.lead')}>
        <ReentryForm />
      </FormPage>
    );
  }
  return (
    <FormPage title={t('reentry.title')} lead={t('reentry.accountLead')}>
      {signedIn ? (
        <JoinByName />
      ) : (
        <Button onPress={() => actions.pages.open('signIn')}>{t('signIn.go')}</Button>
      )}
    </FormPage>
  );
}

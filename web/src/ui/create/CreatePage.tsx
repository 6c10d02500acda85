import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { FormPage } from '../kit/FormPage';
import { CreateForm } from './CreateForm';

/** R8: who may create sees the form, who has to sign in first is told so. */
export function CreatePage() {
  const { t } = useTranslation();
  const actions = useActions();
  const create = useApp((state) => state.config?.create ?? 'anyone');
  const account = useApp((state) => state.account);
  const mayCreate = account?.mayCreate === true;
  const planned = useApp((state) => state.config?.scheduling === 'always');
  const askEmail = create === 'email' && !mayCreate;
  const barred = create === 'account' && !mayCreate;
  return (
    <FormPage title={t('create.title')} lead={t(planned ? 'create.plannedLead' : 'create.lead')}>
      {barred && account && <Alert tone="warning">{t('create.notReleased')}</Alert>}
      {barred && !account && (
        <>
          <p>{t('create.byAccount')}</p>
          <Button onPress={() => actions.pages.open('signIn')}>{t('signIn.go')}</Button>
        </>
      )}
      {!barred && <CreateForm askEmail={askEmail} />}
      {askEmail && (
        <Button look="quiet" onPress={() => actions.pages.open('signIn')}>
          {t('create.haveAccount')}
        </Button>
      )}
    </FormPage>
  );
}

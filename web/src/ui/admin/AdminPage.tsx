import { useEffect } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { FormPage } from '../kit/FormPage';
import { PageFrame } from '../kit/PageFrame';
import { AccountsSection } from './AccountsSection';
import styles from './AdminPage.module.css';
import { RoomsSection } from './RoomsSection';
import { ServiceSection } from './ServiceSection';

const sections = [
  { id: 'service', Section: ServiceSection },
  { id: 'rooms', Section: RoomsSection },
  { id: 'accounts', Section: AccountsSection },
] as const;

/** R13, R41, R65: for administrators. The server asks for their session with every call. */
export function AdminPage() {
  const account = useApp((state) => state.account);
  if (account?.role !== 'administrator') return <Barred login={account?.login ?? ''} />;
  return <Administration login={account.login} />;
}

function Barred({ login }: { login: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <FormPage title={t('admin.title')} lead={t('admin.barred', { login })}>
      <Button onPress={() => actions.pages.open('start')}>{t('end.start')}</Button>
      <Button look="secondary" onPress={() => actions.entry.signOut()}>
        {t('signIn.out')}
      </Button>
    </FormPage>
  );
}

function Administration({ login }: { login: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const stale = useApp((state) => state.admin.stale);
  useEffect(() => actions.admin.watch(), [actions]);
  return (
    <PageFrame>
      <div className={styles.page}>
        <div className={styles.head}>
          <h1 className={styles.title}>{t('admin.title')}</h1>
          <div className={styles.who}>
            <span>{t('admin.as', { login })}</span>
            <Button look="quiet" size="small" onPress={() => actions.entry.signOut()}>
              {t('signIn.out')}
            </Button>
          </div>
        </div>
        {stale && (
          <Alert tone="warning" role="status">
            {t('admin.stale')}
          </Alert>
        )}
        <Tabs>
          <TabList className={styles.tabs ?? ''} aria-label={t('admin.sections')}>
            {sections.map(({ id }) => (
              <Tab key={id} id={id} className={styles.tab ?? ''}>
                {t(`admin.${id}.tab`)}
              </Tab>
            ))}
          </TabList>
          {sections.map(({ id, Section }) => (
            <TabPanel key={id} id={id} className={styles.panel ?? ''}>
              <Section />
            </TabPanel>
          ))}
        </Tabs>
      </div>
    </PageFrame>
  );
}

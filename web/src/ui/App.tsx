import { lazy, Suspense, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { withLaterTexts } from '../i18n';
import { isPageName } from '../state/model';
import { AppointmentPage } from './appointment/AppointmentPage';
import { useApp } from './context';
import { EndPage } from './end/EndPage';
import { LoadingPage } from './LoadingPage';
import { PreJoinPage } from './prejoin/PreJoinPage';
import { StartPage } from './start/StartPage';
import { WaitingPage } from './waiting/WaitingPage';

const ConferencePage = lazy(async () => ({
  default: (await withLaterTexts(import('./conference/ConferencePage'))).ConferencePage,
}));

const CreatePage = lazy(async () => ({
  default: (await import('./create/CreatePage')).CreatePage,
}));
const AdminPage = lazy(async () => ({
  default: (await withLaterTexts(import('./admin/AdminPage'))).AdminPage,
}));
const SignInPage = lazy(async () => ({
  default: (await withLaterTexts(import('./sign_in/SignInPage'))).SignInPage,
}));
const ReentryPage = lazy(async () => ({
  default: (await import('./reentry/ReentryPage')).ReentryPage,
}));

const HelpPage = lazy(async () => ({
  default: (await import('./help/HelpPage')).HelpPage,
}));
const OperatorPage = lazy(async () => ({
  default: (await import('./pages/OperatorPage')).OperatorPage,
}));

export function App({ canCall }: { canCall: boolean }) {
  const { t, i18n } = useTranslation();
  const room = useApp((state) => state.conference.room?.name ?? state.preview?.name);
  const reading = useApp(({ page }) =>
    page.name === 'help' || isPageName(page.name) ? page.name : undefined,
  );
  const title = reading ? t(`places.${reading}`) : room;
  useEffect(() => {
    document.title = title ? `${title} – ${t('service')}` : t('service');
  }, [title, t]);
  return (
    <I18nProvider locale={i18n.language === 'de' ? 'de-DE' : 'en-GB'}>
      <Suspense fallback={<LoadingPage />}>
        <CurrentPage canCall={canCall} />
      </Suspense>
    </I18nProvider>
  );
}

function CurrentPage({ canCall }: { canCall: boolean }) {
  const page = useApp((state) => state.page);
  const phase = useApp((state) => state.conference.phase);
  switch (page.name) {
    case 'loading':
      return <LoadingPage />;
    case 'start':
      return <StartPage />;
    case 'create':
      return <CreatePage />;
    case 'admin':
      return <AdminPage />;
    case 'signIn':
      return <SignInPage />;
    case 'reentry':
      return <ReentryPage />;
    case 'help':
      return <HelpPage />;
    case 'impressum':
    case 'datenschutz':
    case 'nutzungsbedingungen':
    case 'barrierefreiheit':
    case 'hausordnung':
      return <OperatorPage key={page.name} name={page.name} />;
    case 'prejoin':
      return <PreJoinPage canCall={canCall} />;
    case 'appointment':
      return <AppointmentPage {...page} />;
    case 'conference':
      if (phase === 'connecting') return <LoadingPage text="connecting" />;
      return phase === 'waiting' ? <WaitingPage /> : <ConferencePage />;
    case 'end':
      return <EndPage kind={page.kind} />;
  }
}

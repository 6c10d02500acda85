import { lazy, Suspense, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useApp } from './context';
import { EndPage } from './end/EndPage';
import { LoadingPage } from './LoadingPage';
import { PreJoinPage } from './prejoin/PreJoinPage';
import { StartPage } from './start/StartPage';
import { WaitingPage } from './waiting/WaitingPage';

const ConferencePage = lazy(async () => {
  const { ConferencePage: page } = await import('./conference/ConferencePage');
  return { default: page };
});

export function App({ canCall }: { canCall: boolean }) {
  const { t, i18n } = useTranslation();
  const room = useApp((state) => state.conference.room?.name ?? state.preview?.name);
  useEffect(() => {
    document.title = room ? `${room} – ${t('service')}` : t('service');
  }, [room, t]);
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
    case 'prejoin':
      return <PreJoinPage canCall={canCall} />;
    case 'conference':
      if (phase === 'connecting') return <LoadingPage text="connecting" />;
      return phase === 'waiting' ? <WaitingPage /> : <ConferencePage />;
    case 'end':
      return <EndPage kind={page.kind} />;
  }
}

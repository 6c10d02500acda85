import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './ConferencePage.module.css';
import { ControlBar } from './ControlBar';
import { DeviceDialog } from './DeviceDialog';
import { MicrophoneHint, NewDeviceCard, RequestCard, SoundOnlyStrip } from './Hints';
import { Knocks } from './Knocks';
import { Notices } from './Notices';
import { PeoplePanel } from './PeoplePanel';
import { ShortcutsDialog } from './ShortcutsDialog';
import { Stage } from './Stage';
import { TopBar } from './TopBar';
import { type Beneath, TopLayer } from './TopLayer';
import { useShortcuts } from './use_shortcuts';

export type Panel = 'people' | 'devices' | 'shortcuts' | 'invite' | 'settings' | 'leave';

const InviteDialog = lazy(async () => ({
  default: (await import('../invite/InviteDialog')).InviteDialog,
}));
const SettingsDialog = lazy(async () => ({
  default: (await import('../settings/SettingsDialog')).SettingsDialog,
}));
const LeaveDialog = lazy(async () => ({
  default: (await import('../leave/LeaveDialog')).LeaveDialog,
}));

export function ConferencePage() {
  const { t } = useTranslation();
  const actions = useActions();
  const line = useApp((state) => state.conference.line);
  const soundBlocked = useApp((state) => state.conference.soundBlocked);
  const created = useApp((state) => state.conference.created);
  const [panel, setPanel] = useState<Panel | undefined>(created ? 'invite' : undefined);
  const toggle = (wanted: Panel) => setPanel((open) => (open === wanted ? undefined : wanted));
  const close = () => setPanel(undefined);
  useShortcuts({ people: () => toggle('people'), list: () => toggle('shortcuts') });

  return (
    <div className={styles.page}>
      <TopBar onPanel={toggle} />
      {line === 'lost' && (
        <p className={styles.lost} role="status">
          <span className={styles.spinner} aria-hidden="true" />
          {t('line.lost')}
        </p>
      )}
      {soundBlocked && (
        <div className={styles.sound} role="alert">
          <span>{t('sound.blocked')}</span>
          <Button size="small" icon="sound" onPress={() => actions.view.unlockSound()}>
            {t('sound.unlock')}
          </Button>
        </div>
      )}
      <SoundOnlyStrip />
      <div className={styles.middle}>
        <main className={styles.stage}>
          <Stage />
        </main>
        {panel === 'people' && <PeoplePanel onClose={close} />}
      </div>
      <MicrophoneHint />
      <ControlBar panel={panel} onPanel={toggle} />
      <TopLayer over={beneath(panel)}>
        <Knocks over={beneath(panel)} onList={() => setPanel('people')} />
        <RequestCard />
        <NewDeviceCard />
        <Notices />
      </TopLayer>
      <DeviceDialog isOpen={panel === 'devices'} onClose={close} />
      <ShortcutsDialog isOpen={panel === 'shortcuts'} onClose={close} />
      <Suspense>
        {panel === 'invite' && <InviteDialog onClose={close} />}
        {panel === 'settings' && <SettingsDialog onClose={close} />}
        {panel === 'leave' && <LeaveDialog onClose={close} />}
      </Suspense>
    </div>
  );
}

function beneath(panel: Panel | undefined): Beneath {
  if (panel === undefined) return 'stage';
  return panel === 'people' ? 'list' : 'dialog';
}

import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayReact } from '../../state/chat_rules';
import { ChatNews } from '../chat/ChatNews';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { FloatingReactions } from '../reactions/FloatingReactions';
import { ReactionStrip } from '../reactions/ReactionStrip';
import { SpokenReactions } from '../reactions/SpokenReactions';
import { BackgroundCard } from './BackgroundCard';
import styles from './ConferencePage.module.css';
import { ControlBar } from './ControlBar';
import { DeviceDialog } from './DeviceDialog';
import { EchoCard } from './EchoCard';
import { LineCard, MicrophoneHint, NewDeviceCard, RequestCard, SoundOnlyStrip } from './Hints';
import { Knocks } from './Knocks';
import { LoadBoundary } from './LoadBoundary';
import { Notices } from './Notices';
import { OpenPane } from './open_pane';
import type { PaneName } from './panes';
import { ShortcutsDialog } from './ShortcutsDialog';
import { SidePanel } from './SidePanel';
import { Stage } from './Stage';
import { TopBar } from './TopBar';
import { type Beneath, TopLayer } from './TopLayer';
import { useShortcuts } from './use_shortcuts';

export type DialogName = 'devices' | 'shortcuts' | 'invite' | 'settings' | 'leave';

const load = {
  invite: () => import('../invite/InviteDialog'),
  settings: () => import('../settings/SettingsDialog'),
  line: () => import('./LineDialog'),
  leave: () => import('../leave/LeaveDialog'),
};
const InviteDialog = lazy(async () => ({ default: (await load.invite()).InviteDialog }));
const SettingsDialog = lazy(async () => ({ default: (await load.settings()).SettingsDialog }));
const LineDialog = lazy(async () => ({ default: (await load.line()).LineDialog }));
const LeaveDialog = lazy(async () => ({ default: (await load.leave()).LeaveDialog }));

export function ConferencePage() {
  const { t } = useTranslation();
  const actions = useActions();
  const line = useApp((state) => state.conference.line);
  const soundBlocked = useApp((state) => state.conference.soundBlocked);
  const inspected = useApp((state) => state.inspected);
  const created = useApp((state) => state.conference.created);
  const [pane, setPane] = useState<PaneName | undefined>();
  const [dialog, setDialog] = useState<DialogName | undefined>(created ? 'invite' : undefined);
  const [reactionsOpen, setReactionsOpen] = useState(false);
  const [failures, setFailures] = useState(0);
  const reacting = useApp(mayReact) && reactionsOpen;
  const togglePane = (wanted: PaneName) =>
    setPane((open) => (open === wanted ? undefined : wanted));
  const toggleDialog = (wanted: DialogName) =>
    setDialog((open) => (open === wanted ? undefined : wanted));
  const close = () => setDialog(undefined);
  const over = inspected !== 0 ? 'dialog' : beneath(pane, dialog);
  const toggleReactions = () => setReactionsOpen((open) => !open);
  const giveUpDialog = () => {
    close();
    setFailures(failures + 1);
    actions.view.inspect(0);
    actions.view.notLoaded();
  };
  useDialogsAtHand();
  useShortcuts({
    pane: togglePane,
    reactions: toggleReactions,
    list: () => toggleDialog('shortcuts'),
  });

  return (
    <div className={styles.page}>
      <TopBar onDialog={toggleDialog} />
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
          <FloatingReactions />
        </main>
        {pane && (
          <OpenPane value={setPane}>
            <SidePanel key={pane} pane={pane} onClose={() => setPane(undefined)} />
          </OpenPane>
        )}
      </div>
      <MicrophoneHint />
      {reacting && <ReactionStrip onClose={() => setReactionsOpen(false)} />}
      <ControlBar
        pane={pane}
        onPane={togglePane}
        onDialog={toggleDialog}
        reacting={reacting}
        onReactions={toggleReactions}
      />
      <SpokenReactions />
      <TopLayer over={over} raised={reacting}>
        <Knocks
          over={over}
          onList={() => {
            close();
            setPane('people');
          }}
        />
        <LineCard />
        <EchoCard />
        <RequestCard />
        <NewDeviceCard />
        {dialog !== 'devices' && <BackgroundCard />}
        <ChatNews closed={pane !== 'chat'} onOpen={() => setPane('chat')} />
        <Notices />
      </TopLayer>
      <DeviceDialog isOpen={dialog === 'devices'} onClose={close} />
      <ShortcutsDialog isOpen={dialog === 'shortcuts'} onClose={close} />
      <LoadBoundary key={failures} onFailure={giveUpDialog}>
        <Suspense>
          {dialog === 'invite' && <InviteDialog onClose={close} />}
          {dialog === 'settings' && <SettingsDialog onClose={close} />}
          {dialog === 'leave' && <LeaveDialog onClose={close} />}
          {inspected !== 0 && <LineDialog key={inspected} person={inspected} />}
        </Suspense>
      </LoadBoundary>
    </div>
  );
}

/** Loaded before they are opened: by then the line may be bad, or the server have another build. */
function useDialogsAtHand(): void {
  useEffect(() => {
    for (const part of Object.values(load)) part().catch(() => {}); // said when it is opened
  }, []);
}

function beneath(pane: PaneName | undefined, dialog: DialogName | undefined): Beneath {
  if (dialog) return 'dialog';
  if (pane) return pane === 'people' || pane === 'polls' ? 'list' : 'pane';
  return 'stage';
}

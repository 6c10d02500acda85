import { useTranslation } from 'react-i18next';
import { mayReact } from '../../state/chat_rules';
import { choosesAtLeaving, mayCapture, self } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { BarButton } from './BarButton';
import type { DialogName } from './ConferencePage';
import styles from './ControlBar.module.css';
import { PaneButtons } from './PaneButtons';
import type { PaneName } from './panes';
import { ViewMenu } from './ViewMenu';

export function ControlBar(props: {
  pane: PaneName | undefined;
  onPane(pane: PaneName): void;
  onDialog(dialog: DialogName): void;
  reacting: boolean;
  onReactions(): void;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const { sharing, canShare } = useApp((state) => state.local);
  const mayShare = useApp((state) => mayCapture(state, 'screen'));
  const soundOnly = useApp((state) => state.soundOnly);
  const chooses = useApp(choosesAtLeaving);
  const reacts = useApp(mayReact);
  const handUp = useApp((state) => (self(state)?.hand ?? 0) > 0);
  return (
    <section className={styles.bar} aria-label={t('bar.label')}>
      <CaptureButton kind="microphone" onPress={() => actions.devices.toggleMicrophone()} />
      <CaptureButton kind="camera" onPress={() => actions.devices.toggleCamera()} />
      {canShare && (
        <BarButton
          icon={sharing ? 'screenOff' : 'screen'}
          name={t(sharing ? 'bar.stopSharing' : 'bar.share')}
          label={t(sharing ? 'bar.stopSharing' : 'bar.shareShort')}
          state={sharing ? 'active' : 'plain'}
          unavailable={mayShare ? undefined : t('bar.notPermitted.screen')}
          onPress={() => actions.devices.toggleScreen()}
        />
      )}
      <BarButton
        icon="hand"
        name={t(handUp ? 'bar.lowerHand' : 'bar.raiseHand')}
        label={t('bar.hand')}
        state={handUp ? 'active' : 'plain'}
        onPress={() => actions.conduct.raiseHand(!handUp)}
      />
      {reacts && (
        <BarButton
          icon="smile"
          name={t('bar.react')}
          label={t('bar.react')}
          state={props.reacting ? 'active' : 'plain'}
          expanded={props.reacting}
          wideScreensOnly
          onPress={props.onReactions}
        />
      )}
      <span className={styles.divider} />
      <PaneButtons open={props.pane} onPane={props.onPane} />
      <BarButton
        icon="soundOnly"
        name={t(soundOnly ? 'bar.picturesOn' : 'bar.soundOnly')}
        label={t('view.soundOnly')}
        state={soundOnly ? 'active' : 'plain'}
        wideScreensOnly
        onPress={() => actions.devices.setSoundOnly(!soundOnly)}
      />
      <ViewMenu onPane={props.onPane} onDialog={props.onDialog} onReactions={props.onReactions} />
      <BarButton
        icon="settings"
        name={t('bar.devices')}
        label={t('bar.devicesShort')}
        state="plain"
        wideScreensOnly
        onPress={() => props.onDialog('devices')}
      />
      <span className={styles.divider} />
      <BarButton
        icon="leave"
        name={t('bar.leave')}
        label={t('bar.leave')}
        state="leave"
        onPress={() => (chooses ? props.onDialog('leave') : actions.room.leave())}
      />
    </section>
  );
}

function CaptureButton({ kind, onPress }: { kind: 'microphone' | 'camera'; onPress: () => void }) {
  const { t } = useTranslation();
  const wanted = useApp((state) => state.local.wanted[kind]);
  const problem = useApp((state) => state.local.problem[kind] !== undefined);
  const may = useApp((state) => mayCapture(state, kind));
  const on = wanted && !problem;
  return (
    <BarButton
      icon={on ? kind : `${kind}Off`}
      name={t(wanted ? `bar.${kind}Off` : `bar.${kind}On`)}
      label={t(`bar.${kind}`)}
      state={on ? 'on' : 'off'}
      problem={wanted && problem}
      unavailable={may ? undefined : t(`bar.notPermitted.${kind}`)}
      onPress={onPress}
    />
  );
}

import { useTranslation } from 'react-i18next';
import { choosesAtLeaving, knockers, mayCapture, self } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { BarButton } from './BarButton';
import type { Panel } from './ConferencePage';
import styles from './ControlBar.module.css';
import { ViewMenu } from './ViewMenu';

export function ControlBar({
  panel,
  onPanel,
}: {
  panel: Panel | undefined;
  onPanel(panel: Panel): void;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const { sharing, canShare } = useApp((state) => state.local);
  const mayShare = useApp((state) => mayCapture(state, 'screen'));
  const soundOnly = useApp((state) => state.soundOnly);
  const chooses = useApp(choosesAtLeaving);
  const knocking = useApp(knockers);
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
      <span className={styles.divider} />
      <BarButton
        icon="people"
        name={knocking > 0 ? t('bar.peopleWaiting', { count: knocking }) : t('bar.people')}
        label={t('bar.people')}
        state={panel === 'people' ? 'active' : 'plain'}
        expanded={panel === 'people'}
        badge={knocking}
        onPress={() => onPanel('people')}
      />
      <BarButton
        icon="soundOnly"
        name={t(soundOnly ? 'bar.picturesOn' : 'bar.soundOnly')}
        label={t('view.soundOnly')}
        state={soundOnly ? 'active' : 'plain'}
        wideScreensOnly
        onPress={() => actions.devices.setSoundOnly(!soundOnly)}
      />
      <ViewMenu onPanel={onPanel} />
      <BarButton
        icon="settings"
        name={t('bar.devices')}
        label={t('bar.devicesShort')}
        state="plain"
        wideScreensOnly
        onPress={() => onPanel('devices')}
      />
      <span className={styles.divider} />
      <BarButton
        icon="leave"
        name={t('bar.leave')}
        label={t('bar.leave')}
        state="leave"
        onPress={() => (chooses ? onPanel('leave') : actions.room.leave())}
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

import { useTranslation } from 'react-i18next';
import { choosesAtLeaving, knockers } from '../../state/selectors';
import { useActions, useApp } from '../context';
import { BarButton } from './BarButton';
import type { Panel } from './ConferencePage';
import styles from './ControlBar.module.css';

export function ControlBar({
  panel,
  onPanel,
}: {
  panel: Panel | undefined;
  onPanel(panel: Panel): void;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const { wanted, problem, sharing, canShare } = useApp((state) => state.local);
  const chooses = useApp(choosesAtLeaving);
  const knocking = useApp(knockers);
  return (
    <section className={styles.bar} aria-label={t('bar.label')}>
      <BarButton
        icon={wanted.microphone && !problem.microphone ? 'microphone' : 'microphoneOff'}
        name={t(wanted.microphone ? 'bar.microphoneOff' : 'bar.microphoneOn')}
        label={t('bar.microphone')}
        state={wanted.microphone && !problem.microphone ? 'on' : 'off'}
        problem={wanted.microphone && problem.microphone !== undefined}
        onPress={() => actions.devices.toggleMicrophone()}
      />
      <BarButton
        icon={wanted.camera && !problem.camera ? 'camera' : 'cameraOff'}
        name={t(wanted.camera ? 'bar.cameraOff' : 'bar.cameraOn')}
        label={t('bar.camera')}
        state={wanted.camera && !problem.camera ? 'on' : 'off'}
        problem={wanted.camera && problem.camera !== undefined}
        onPress={() => actions.devices.toggleCamera()}
      />
      {canShare && (
        <BarButton
          icon={sharing ? 'screenOff' : 'screen'}
          name={t(sharing ? 'bar.stopSharing' : 'bar.share')}
          label={t(sharing ? 'bar.stopSharing' : 'bar.shareShort')}
          state={sharing ? 'active' : 'plain'}
          onPress={() => actions.devices.toggleScreen()}
        />
      )}
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
        icon="settings"
        name={t('bar.devices')}
        label={t('bar.devicesShort')}
        state="plain"
        onPress={() => onPanel('devices')}
      />
      <BarButton
        icon="keyboard"
        name={t('bar.shortcuts')}
        label={t('bar.shortcuts')}
        state="plain"
        wideScreensOnly
        onPress={() => onPanel('shortcuts')}
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

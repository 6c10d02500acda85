import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useMedia } from '../context';
import { Icon } from '../kit/Icon';
import styles from './CameraPreview.module.css';
import { CaptureToggle } from './CaptureToggle';

/** The own picture as a mirror, with the two switches on it. */
export function CameraPreview() {
  const { t } = useTranslation();
  const media = useMedia();
  const version = useApp((state) => state.local.cameraVersion);
  const live = useApp((state) => state.local.live.camera && state.local.wanted.camera);
  const starting = useApp(
    ({ local }) =>
      local.wanted.camera &&
      !local.live.camera &&
      !local.problem.camera &&
      local.background.phase !== 'failed',
  );
  const video = useRef<HTMLVideoElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that the stream changed
  useEffect(() => {
    if (video.current) video.current.srcObject = media.ownCamera();
  }, [media, version]);

  return (
    <div className={styles.frame}>
      <video
        ref={video}
        className={styles.video}
        aria-label={t('prejoin.preview')}
        data-live={live}
        autoPlay
        muted
        playsInline
      />
      {!live && (
        <p className={styles.off}>
          <Icon name={starting ? 'camera' : 'cameraOff'} size={40} />
          {starting ? t('prejoin.previewStarting') : t('prejoin.previewOff')}
        </p>
      )}
      <div className={styles.switches}>
        <CaptureToggle kind="microphone" />
        <CaptureToggle kind="camera" />
      </div>
    </div>
  );
}

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenContent } from '../../state/model';
import { useActions, useApp, useMedia } from '../context';
import { Button } from '../kit/Button';
import { SelectField } from '../kit/SelectField';
import styles from './OwnScreen.module.css';

const longestSide = 320;

/**
 * What I share: one frozen picture of it, since a live one of this very window would show itself
 * without end; what it is tuned for; and the way to stop.
 */
export function OwnScreen() {
  const { t } = useTranslation();
  const actions = useActions();
  const content = useApp((state) => state.local.screenContent);
  const contents: ScreenContent[] = ['detail', 'motion'];
  return (
    <section className={styles.card} aria-label={t('gallery.ownScreen')}>
      <FrozenScreen />
      <div className={styles.texts}>
        <p className={styles.text}>{t('gallery.ownScreen')}</p>
        <div className={styles.controls}>
          <SelectField
            label={t('screen.content')}
            options={contents.map((id) => ({ id, label: t(`screen.${id}`) }))}
            selected={content}
            onSelect={(id) => actions.devices.setScreenContent(id === 'motion' ? id : 'detail')}
          />
          <Button
            look="danger"
            size="small"
            icon="screenOff"
            onPress={() => actions.devices.toggleScreen()}
          >
            {t('bar.stopSharing')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function FrozenScreen() {
  const { t } = useTranslation();
  const media = useMedia();
  const version = useApp((state) => state.local.screenVersion);
  const canvas = useRef<HTMLCanvasElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that the screen changed
  useEffect(() => {
    const video = document.createElement('video');
    video.muted = true;
    const freeze = () => {
      const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight));
      const paper = canvas.current;
      if (!paper || video.videoWidth === 0) return;
      paper.width = Math.round(video.videoWidth * scale);
      paper.height = Math.round(video.videoHeight * scale);
      paper.getContext('2d')?.drawImage(video, 0, 0, paper.width, paper.height);
      video.srcObject = null;
    };
    video.addEventListener('loadeddata', freeze);
    video.srcObject = media.ownScreen();
    void video.play().catch(() => {}); // ended before it began
    return () => {
      video.removeEventListener('loadeddata', freeze);
      video.srcObject = null;
    };
  }, [media, version]);

  return (
    <canvas ref={canvas} className={styles.frozen} role="img" aria-label={t('screen.frozen')} />
  );
}

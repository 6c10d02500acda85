import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useMedia } from '../context';
import { Icon } from '../kit/Icon';
import styles from './LevelBar.module.css';

/** How loud the microphone is. Painted by animation frames, past React. */
export function LevelBar() {
  const { t } = useTranslation();
  const media = useMedia();
  const live = useApp((state) => state.local.live.microphone && state.local.wanted.microphone);
  const bar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let frame = 0;
    let shown = 0;
    const paint = () => {
      const level = media.microphoneLevel();
      shown = Math.max(level, shown * 0.92);
      bar.current?.style.setProperty('--level', shown.toFixed(3));
      frame = requestAnimationFrame(paint);
    };
    if (live) paint();
    else bar.current?.style.setProperty('--level', '0');
    return () => cancelAnimationFrame(frame);
  }, [media, live]);

  return (
    <div className={styles.row}>
      <Icon name={live ? 'microphone' : 'microphoneOff'} size={20} />
      <div className={styles.track} role="img" aria-label={t('prejoin.level')}>
        <div ref={bar} className={styles.level} />
      </div>
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { HelpLine } from '../kit/Support';
import styles from './Hints.module.css';

/** The others hear themselves from this person's loudspeaker: what helps, once for each time it is found. */
export function EchoCard() {
  const { t } = useTranslation();
  const { devices } = useActions();
  const found = useApp((state) => state.local.echoes);
  const speaks = useApp((state) => state.local.wanted.microphone);
  const music = useApp((state) => state.local.soundTreatment === 'music');
  const [seen, setSeen] = useState(found);
  const shown = speaks && found > seen;
  return (
    <section className={styles.card} role="status" data-shown={shown}>
      {shown && (
        <>
          <p className={styles.text}>{t(music ? 'echo.music' : 'echo.text')}</p>
          <div className={styles.answers}>
            <Button
              size="small"
              onPress={() => {
                if (music) devices.setSoundTreatment('browser');
                else devices.toggleMicrophone();
                setSeen(found);
              }}
            >
              {t(music ? 'echo.endMusic' : 'bar.microphoneOff')}
            </Button>
            <Button size="small" look="secondary" onPress={() => setSeen(found)}>
              {t('lineQuality.dismiss')}
            </Button>
          </div>
          <div className={styles.help}>
            <HelpLine anchor="echo" />
          </div>
        </>
      )}
    </section>
  );
}

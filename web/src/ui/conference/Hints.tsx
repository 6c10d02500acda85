import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineQuality } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import styles from './Hints.module.css';

/** What stands above the control bar: that nobody hears you, or that they do while a key is held. */
export function MicrophoneHint() {
  const { t } = useTranslation();
  const actions = useActions();
  const talking = useApp((state) => state.local.talking);
  const speaksMuted = useApp((state) => state.local.speaksMuted);
  return (
    <div className={styles.region} role="status">
      {talking && (
        <p className={styles.hint} data-tone="talking">
          <Icon name="speaking" size={20} />
          {t('hint.talking')}
        </p>
      )}
      {speaksMuted && !talking && (
        <div className={styles.hint}>
          <Icon name="microphoneOff" size={20} />
          <span>{t('hint.muted')}</span>
          <Button look="secondary" size="small" onPress={() => actions.devices.toggleMicrophone()}>
            {t('hint.unmute')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A strip over the stage: there are no pictures because this person wanted none. */
export function SoundOnlyStrip() {
  const { t } = useTranslation();
  const actions = useActions();
  const soundOnly = useApp((state) => state.soundOnly);
  if (!soundOnly) return null;
  return (
    <div className={styles.strip} role="status">
      <span>{t('soundOnly.text')}</span>
      <Button size="small" look="secondary" onPress={() => actions.devices.setSoundOnly(false)}>
        {t('soundOnly.end')}
      </Button>
    </div>
  );
}

/** The own line is poor: what helps, once for each time that it becomes so (R55). */
export function LineCard() {
  const { t } = useTranslation();
  const actions = useActions();
  const poor = useApp((state) => state.conference.ownLine === LineQuality.POOR);
  const inspected = useApp((state) => state.inspected === state.conference.self);
  const soundOnly = useApp((state) => state.soundOnly);
  const [seen, setSeen] = useState(false);
  if (!poor && seen) setSeen(false);
  const shown = poor && !seen && !inspected;
  return (
    <section className={styles.card} role="status" data-shown={shown}>
      {shown && (
        <>
          <p className={styles.text}>
            {t(soundOnly ? 'lineQuality.hintSoundOnly' : 'lineQuality.hint')}
          </p>
          <div className={styles.answers}>
            {!soundOnly && (
              <Button
                size="small"
                onPress={() => {
                  actions.devices.setSoundOnly(true);
                  setSeen(true);
                }}
              >
                {t('view.soundOnly')}
              </Button>
            )}
            <Button size="small" look="secondary" onPress={() => setSeen(true)}>
              {t('lineQuality.dismiss')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** A headset or camera that was plugged in just now. */
export function NewDeviceCard() {
  const { t } = useTranslation();
  const actions = useActions();
  const found = useApp((state) => state.local.newDevice);
  return (
    <section className={styles.card} role="status" data-shown={found !== undefined}>
      {found && (
        <>
          <p className={styles.text}>{t('newDevice.text', { name: found.name })}</p>
          <div className={styles.answers}>
            <Button size="small" onPress={() => actions.devices.answerNewDevice(true)}>
              {t('newDevice.use')}
            </Button>
            <Button
              size="small"
              look="secondary"
              onPress={() => actions.devices.answerNewDevice(false)}
            >
              {t('newDevice.ignore')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** A moderator asks; only this person's own answer switches anything on (R43). */
export function RequestCard() {
  const { t } = useTranslation();
  const { conduct } = useActions();
  const request = useApp((state) => state.conference.request);
  return (
    <section className={styles.card} role="alert" data-shown={request !== undefined}>
      {request && (
        <>
          <p className={styles.text}>{t(`request.${request.kind}`, { name: request.by })}</p>
          <div className={styles.answers}>
            <Button size="small" onPress={() => conduct.answerRequest(true)}>
              {t('request.yes')}
            </Button>
            <Button size="small" look="secondary" onPress={() => conduct.answerRequest(false)}>
              {t('request.no')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

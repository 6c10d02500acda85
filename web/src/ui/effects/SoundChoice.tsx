import { useTranslation } from 'react-i18next';
import { type SoundTreatment, soundTreatments } from '../../state/background';
import { useActions, useApp } from '../context';
import { SelectField } from '../kit/SelectField';
import styles from './BackgroundChoice.module.css';

/** How the own sound is treated before it is sent. */
export function SoundChoice() {
  const { t } = useTranslation();
  const actions = useActions();
  const treatment = useApp((state) => state.local.soundTreatment);
  return (
    <div>
      <SelectField
        label={t('effects.sound')}
        icon="sound"
        options={soundTreatments.map((id) => ({ id, label: t(`effects.sounds.${id}`) }))}
        selected={treatment}
        onSelect={(id) => actions.devices.setSoundTreatment(id as SoundTreatment)}
      />
      {treatment === 'music' && (
        <p className={styles.hint} role="status">
          {t('effects.musicHint')}
        </p>
      )}
    </div>
  );
}

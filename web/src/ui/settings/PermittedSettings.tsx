import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { CheckField } from '../kit/CheckField';
import styles from './SettingsDialog.module.css';

const kinds = ['microphones', 'cameras', 'screens'] as const;

/** What participants may send (R42). Moderators may always. */
export function PermittedSettings() {
  const { t } = useTranslation();
  const { conduct } = useActions();
  const permitted = useApp((state) => state.conference.room?.permitted);
  return (
    <fieldset className={styles.group}>
      <legend>{t('settings.permitted')}</legend>
      {kinds.map((kind) => (
        <CheckField
          key={kind}
          label={t(`settings.${kind}`)}
          checked={permitted?.[kind] === true}
          onChange={(on) => conduct.permit({ [kind]: on })}
        />
      ))}
      <p className={styles.hint}>{t('settings.permittedText')}</p>
    </fieldset>
  );
}

import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { CheckField } from '../kit/CheckField';
import styles from './SettingsDialog.module.css';

const kinds = ['microphones', 'cameras', 'screens', 'chat', 'privateChat'] as const;

/** What participants may send (R42, R46). Moderators may always. */
export function PermittedSettings() {
  const { t } = useTranslation();
  const { conduct } = useActions();
  const permitted = useApp((state) => state.conference.room?.permitted);
  const house = useApp((state) => state.config?.chat);
  const possible = kinds.filter(
    (kind) =>
      !(kind === 'chat' && house?.everybody === false) &&
      !(kind === 'privateChat' && house?.inPrivate === false),
  );
  return (
    <fieldset className={styles.group}>
      <legend>{t('settings.permitted')}</legend>
      {possible.map((kind) => (
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

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { CheckField } from '../kit/CheckField';
import { ModalDialog } from '../kit/ModalDialog';
import { PasswordSetting } from './PasswordSetting';
import { PermittedSettings } from './PermittedSettings';
import styles from './SettingsDialog.module.css';

/** For moderators: who comes in how (R23, R24). Everything takes effect at once. */
export function SettingsDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const waitingRoom = useApp((state) => state.conference.room?.waitingRoom === true);
  const codeRequired = useApp((state) => state.conference.room?.codeRequired === true);
  const locked = useApp((state) => state.conference.room?.locked === true);
  const someMustStay = useApp((state) => state.config?.requireProtection === true);

  useEffect(() => actions.room.loadAccessData(), [actions]);

  return (
    <ModalDialog
      title={t('settings.title')}
      isOpen
      onClose={onClose}
      foot={
        <Button look="secondary" onPress={onClose}>
          {t('shortcuts.close')}
        </Button>
      }
    >
      <div>
        <CheckField
          label={t('settings.waitingRoom')}
          checked={waitingRoom}
          isDisabled={someMustStay && waitingRoom && !codeRequired}
          onChange={(on) => actions.room.setWaitingRoom(on)}
        />
        <p className={styles.hint}>{t('settings.waitingRoomText')}</p>
      </div>
      <PasswordSetting removable={!someMustStay || waitingRoom} />
      <div>
        <CheckField
          label={t('settings.lock')}
          checked={locked}
          onChange={(on) => actions.conduct.lock(on)}
        />
        <p className={styles.hint}>{t('settings.lockText')}</p>
      </div>
      <PermittedSettings />
      {someMustStay && <Alert tone="info">{t('settings.protection')}</Alert>}
    </ModalDialog>
  );
}

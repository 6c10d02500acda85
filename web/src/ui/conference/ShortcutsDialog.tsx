import { useTranslation } from 'react-i18next';
import { shortcuts } from '../../state/shortcuts';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { CheckField } from '../kit/CheckField';
import { ModalDialog } from '../kit/ModalDialog';
import styles from './ShortcutsDialog.module.css';

export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const on = useApp((state) => state.view.shortcuts);
  return (
    <ModalDialog
      title={t('shortcuts.title')}
      isOpen={isOpen}
      onClose={onClose}
      foot={<Button onPress={onClose}>{t('shortcuts.close')}</Button>}
    >
      <CheckField
        label={t('shortcuts.use')}
        checked={on}
        onChange={(wanted) => actions.view.choose({ shortcuts: wanted })}
      />
      <dl className={styles.list}>
        {shortcuts.map(({ key, does }) => (
          <div key={key} className={styles.row}>
            <dt>
              <kbd className={styles.key}>
                {key === ' ' ? t('shortcuts.space') : key.toUpperCase()}
              </kbd>
            </dt>
            <dd>{t(`shortcuts.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </ModalDialog>
  );
}

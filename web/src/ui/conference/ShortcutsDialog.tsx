import { useTranslation } from 'react-i18next';
import { Button } from '../kit/Button';
import { ModalDialog } from '../kit/ModalDialog';
import styles from './ShortcutsDialog.module.css';

const shortcuts = [
  { key: 'M', text: 'shortcuts.microphone' },
  { key: 'V', text: 'shortcuts.camera' },
  { key: '?', text: 'shortcuts.list' },
] as const;

export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <ModalDialog title={t('shortcuts.title')} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.list}>
        {shortcuts.map(({ key, text }) => (
          <div key={key} className={styles.row}>
            <dt>
              <kbd className={styles.key}>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <Button onPress={onClose}>{t('shortcuts.close')}</Button>
    </ModalDialog>
  );
}

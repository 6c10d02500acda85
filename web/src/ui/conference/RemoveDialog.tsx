import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../state/model';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import { CheckField } from '../kit/CheckField';
import { ModalDialog } from '../kit/ModalDialog';
import styles from './RemoveDialog.module.css';

export function RemoveDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const [bar, setBar] = useState(false);
  const remove = () => {
    actions.room.remove(person.id, bar);
    onClose();
  };
  return (
    <ModalDialog
      title={t('remove.title', { name: person.name })}
      role="alertdialog"
      isOpen
      onClose={onClose}
    >
      <p>{t('remove.text')}</p>
      <CheckField label={t('remove.bar')} checked={bar} onChange={setBar} />
      <div className={styles.actions}>
        <Button look="secondary" onPress={onClose} autoFocus>
          {t('remove.cancel')}
        </Button>
        <Button look="danger" onPress={remove}>
          {t('remove.confirm')}
        </Button>
      </div>
    </ModalDialog>
  );
}

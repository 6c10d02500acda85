import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { ModalDialog } from '../kit/ModalDialog';
import { Problem } from './Problem';

/** What will happen, before it does. It stays open until it has happened, and says when it did not. */
export function ConfirmDialog(props: {
  title: string;
  children: ReactNode;
  confirm: string;
  danger?: boolean;
  onConfirm(): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const actions = useActions();
  const busy = useApp((state) => state.busy);
  useEffect(() => actions.admin.begin(), [actions]);
  return (
    <ModalDialog title={props.title} role="alertdialog" isOpen onClose={props.onClose}>
      {props.children}
      <Problem />
      <ButtonRow>
        <Button
          look={props.danger ? 'danger' : 'primary'}
          isDisabled={busy}
          onPress={props.onConfirm}
        >
          {props.confirm}
        </Button>
        <Button look="secondary" autoFocus onPress={props.onClose}>
          {t('admin.cancel')}
        </Button>
      </ButtonRow>
    </ModalDialog>
  );
}

import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './ModalDialog.module.css';

export interface ModalDialogProps {
  title: string;
  isOpen: boolean;
  onClose(): void;
  role?: 'dialog' | 'alertdialog';
  width?: 'normal' | 'wide';
  /** Only a button closes it, since what it shows is shown once. */
  mustAnswer?: boolean;
  children: ReactNode;
  /** Stays in sight while the rest scrolls. */
  foot?: ReactNode;
}

export function ModalDialog({
  title,
  isOpen,
  onClose,
  role = 'dialog',
  width = 'normal',
  mustAnswer = false,
  children,
  foot,
}: ModalDialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable={!mustAnswer}
      isKeyboardDismissDisabled={mustAnswer}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={styles.overlay ?? ''}
    >
      <Modal className={`${styles.modal} ${styles[width]}`}>
        <Dialog role={role} className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          {foot && <div className={styles.foot}>{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

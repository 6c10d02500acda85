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
  /** Its children take no keys; where they are longer than the screen, keys scroll them. */
  isText?: boolean;
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
  isText = false,
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
          {isText ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it takes the keys
            <div className={styles.body} tabIndex={0}>
              {children}
            </div>
          ) : (
            <div className={styles.body}>{children}</div>
          )}
          {foot && <div className={styles.foot}>{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

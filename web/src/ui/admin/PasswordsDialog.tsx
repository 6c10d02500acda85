import { useTranslation } from 'react-i18next';
import type { IssuedPasswords } from '../../state/model';
import { useActions } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { DataTable } from '../kit/DataTable';
import { ModalDialog } from '../kit/ModalDialog';
import styles from './AdminPage.module.css';

/** Passwords are seen once: on the screen, as a list, or as slips to print and cut apart. */
export function PasswordsDialog({ passwords }: { passwords: IssuedPasswords }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <ModalDialog
      title={t('admin.accounts.issuedTitle')}
      width="wide"
      isOpen
      mustAnswer
      onClose={() => actions.admin.forgetPasswords()}
      foot={
        <Button onPress={() => actions.admin.forgetPasswords()}>
          {t('admin.accounts.putAway')}
        </Button>
      }
    >
      <Alert tone="warning">{t('admin.accounts.issuedText')}</Alert>
      <ButtonRow>
        <Button
          look="secondary"
          size="small"
          icon="printer"
          onPress={() =>
            actions.view.saveText(t('admin.accounts.sheetFile'), passwords.sheet, 'text/html')
          }
        >
          {t('admin.accounts.saveSheet')}
        </Button>
        <Button
          look="secondary"
          size="small"
          icon="download"
          onPress={() =>
            actions.view.saveText(t('admin.accounts.csvFile'), passwords.csv, 'text/csv')
          }
        >
          {t('admin.accounts.saveCsv')}
        </Button>
      </ButtonRow>
      <DataTable
        label={t('admin.accounts.issuedTitle')}
        columns={[
          { id: 'login', header: t('admin.accounts.login'), cell: ({ login }) => login },
          {
            id: 'password',
            header: t('admin.accounts.passwordColumn'),
            cell: ({ password }) => <span className={styles.secret}>{password}</span>,
          },
        ]}
        rows={passwords.issued}
        keyOf={({ login }) => login}
      />
    </ModalDialog>
  );
}

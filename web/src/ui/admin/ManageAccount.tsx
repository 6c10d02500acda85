import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountChange, ListedAccount } from '../../state/model';
import { useActions } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { Choice } from '../kit/Choice';
import { ModalDialog } from '../kit/ModalDialog';
import { ConfirmDialog } from './ConfirmDialog';
import { Problem } from './Problem';

interface Managing {
  account: ListedAccount;
  onClose(): void;
}

/**
 * What can be done with an account, each with a line of explanation; the grave ones ask once more.
 * Administrators create rooms in any case.
 */
export function ManageAccount({ account, isOwn, onClose }: Managing & { isOwn: boolean }) {
  const [sure, setSure] = useState<'password' | 'remove'>();
  if (sure === 'password') return <NewPassword account={account} onClose={onClose} />;
  if (sure === 'remove') return <Removal account={account} onClose={onClose} />;
  return <Ways account={account} isOwn={isOwn} onClose={onClose} onAsk={setSure} />;
}

function Ways(props: Managing & { isOwn: boolean; onAsk(what: 'password' | 'remove'): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { account, onClose, onAsk } = props;
  const { login, released, disabled } = account;
  const change = (what: AccountChange) => actions.admin.changeAccount(login, what, onClose);
  useEffect(() => actions.admin.begin(), [actions]);
  return (
    <ModalDialog title={t('admin.accounts.manageTitle', { login })} isOpen onClose={onClose}>
      {account.role === 'organiser' && (
        <Choice
          icon={released ? 'close' : 'check'}
          title={t(released ? 'admin.accounts.withdraw' : 'admin.accounts.releaseNow')}
          explanation={t(released ? 'admin.accounts.withdrawText' : 'admin.accounts.releaseText')}
          onPress={() => change(released ? 'withdraw' : 'release')}
        />
      )}
      {props.isOwn ? (
        <Alert tone="info">{t('admin.accounts.own')}</Alert>
      ) : (
        <>
          <Choice
            icon={disabled ? 'person' : 'personRemove'}
            title={t(disabled ? 'admin.accounts.enable' : 'admin.accounts.disable')}
            explanation={t(disabled ? 'admin.accounts.enableText' : 'admin.accounts.disableText')}
            onPress={() => change(disabled ? 'enable' : 'disable')}
          />
          <Choice
            icon="key"
            title={t('admin.accounts.password')}
            explanation={t('admin.accounts.passwordText')}
            onPress={() => onAsk('password')}
          />
          <Choice
            icon="trash"
            title={t('admin.accounts.remove')}
            explanation={t('admin.accounts.removeText')}
            danger
            onPress={() => onAsk('remove')}
          />
        </>
      )}
      <Problem />
      <Button look="quiet" onPress={onClose}>
        {t('admin.cancel')}
      </Button>
    </ModalDialog>
  );
}

function NewPassword({ account: { login }, onClose }: Managing) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <ConfirmDialog
      title={t('admin.accounts.passwordTitle', { login })}
      confirm={t('admin.accounts.passwordNow')}
      onConfirm={() => actions.admin.newPassword(login, onClose)}
      onClose={onClose}
    >
      <p>{t('admin.accounts.passwordText')}</p>
    </ConfirmDialog>
  );
}

function Removal({ account: { login }, onClose }: Managing) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <ConfirmDialog
      title={t('admin.accounts.removeTitle', { login })}
      confirm={t('admin.accounts.removeNow')}
      danger
      onConfirm={() => actions.admin.removeAccount(login, onClose)}
      onClose={onClose}
    >
      <p>{t('admin.accounts.removeSure')}</p>
    </ConfirmDialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedAccount } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { type Column, DataTable } from '../kit/DataTable';
import { SearchBox } from '../kit/SearchBox';
import { AddAccounts } from './AddAccounts';
import styles from './AdminPage.module.css';
import { ListFoot } from './ListFoot';
import { ManageAccount } from './ManageAccount';
import { PasswordsDialog } from './PasswordsDialog';

/** Logins of organisers and administrators (R12, R13, R41). */
export function AccountsSection() {
  const { t } = useTranslation();
  const actions = useActions();
  const page = useApp((state) => state.admin.accounts);
  const search = useApp((state) => state.admin.accountSearch.text);
  const passwords = useApp((state) => state.admin.passwords);
  const own = useApp((state) => state.account?.login);
  const [adding, setAdding] = useState(false);
  const [managed, setManaged] = useState<ListedAccount>();
  const accounts = page?.accounts ?? [];

  const columns: Column<ListedAccount>[] = [
    {
      id: 'login',
      header: t('admin.accounts.login'),
      cell: ({ login }) => (login === own ? t('admin.accounts.you', { login }) : login),
    },
    {
      id: 'role',
      header: t('admin.accounts.role'),
      cell: ({ role }) => t(`admin.accounts.${role}`),
    },
    {
      id: 'released',
      header: t('admin.accounts.released'),
      cell: ({ released, role }) =>
        t(released || role === 'administrator' ? 'admin.accounts.yes' : 'admin.accounts.no'),
    },
    {
      id: 'state',
      header: t('admin.accounts.state'),
      cell: ({ disabled }) =>
        disabled ? (
          <span className={styles.locked}>{t('admin.accounts.disabled')}</span>
        ) : (
          t('admin.accounts.active')
        ),
    },
    {
      id: 'action',
      header: t('admin.rooms.action'),
      cell: (account) => (
        <Button
          look="secondary"
          size="small"
          aria-label={t('admin.accounts.manageName', { login: account.login })}
          onPress={() => setManaged(account)}
        >
          {t('admin.accounts.manage')}
        </Button>
      ),
    },
  ];

  return (
    <section className={styles.card} aria-label={t('admin.accounts.tab')}>
      <div className={styles.tools}>
        <div className={styles.search}>
          <SearchBox
            label={t('admin.accounts.search')}
            value={search}
            onChange={(text) => actions.admin.searchAccounts(text)}
          />
        </div>
        <Button icon="plus" onPress={() => setAdding(true)}>
          {t('admin.accounts.add')}
        </Button>
      </div>
      {page && accounts.length === 0 && (
        <p className={styles.muted}>
          {t(search ? 'admin.accounts.notFound' : 'admin.accounts.none')}
        </p>
      )}
      {accounts.length > 0 && (
        <DataTable
          label={t('admin.accounts.tab')}
          columns={columns}
          rows={accounts}
          keyOf={({ login }) => login}
        />
      )}
      <ListFoot
        shown={accounts.length}
        total={page?.total ?? 0}
        onMore={() => actions.admin.moreAccounts()}
      />
      {adding && !passwords && <AddAccounts onClose={() => setAdding(false)} />}
      {managed && !passwords && (
        <ManageAccount
          account={managed}
          isOwn={managed.login === own}
          onClose={() => setManaged(undefined)}
        />
      )}
      {passwords && <PasswordsDialog passwords={passwords} />}
    </section>
  );
}

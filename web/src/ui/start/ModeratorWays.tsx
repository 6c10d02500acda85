import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './ModeratorWays.module.css';

/** R6: for moderators, to a new room or back into one of theirs. */
export function ModeratorWays() {
  const { t } = useTranslation();
  const actions = useActions();
  const account = useApp((state) => state.account);
  const accounts = useApp((state) => state.config?.create !== 'anyone');
  return (
    <section className={styles.ways} aria-labelledby="moderator-ways">
      <h2 id="moderator-ways" className={styles.title}>
        {t('start.moderators')}
      </h2>
      <Button icon="plus" wide onPress={() => actions.pages.open('create')}>
        {t('start.createRoom')}
      </Button>
      <Button look="secondary" icon="key" wide onPress={() => actions.pages.open('reentry')}>
        {t('start.joinAsModerator')}
      </Button>
      {accounts && (
        <div className={styles.account}>
          <p>{account ? t('signIn.as', { login: account.login }) : t('start.haveAccount')}</p>
          {account ? (
            <Button look="quiet" size="small" onPress={() => actions.entry.signOut()}>
              {t('signIn.out')}
            </Button>
          ) : (
            <Button look="quiet" size="small" onPress={() => actions.pages.open('signIn')}>
              {t('signIn.go')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

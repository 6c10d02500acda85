import { useTranslation } from 'react-i18next';
import type { PageName } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './GivenAcknowledgement.module.css';

/** R67: when this text was acknowledged in this browser, and the way to take that back. */
export function GivenAcknowledgement({ name }: { name: PageName }) {
  const { t, i18n } = useTranslation();
  const actions = useActions();
  const version = useApp((state) => state.pages.find((page) => page.name === name)?.version);
  const given = useApp((state) => state.acknowledged[name]);
  if (!given || given.version !== version) return null;
  const date = new Date(given.at).toLocaleDateString(i18n.language, { dateStyle: 'long' });
  return (
    <div className={styles.given} lang={i18n.language}>
      <p>{t('acknowledge.given', { date })}</p>
      <Button look="secondary" size="small" onPress={() => actions.pages.withdraw(name)}>
        {t('acknowledge.withdraw')}
      </Button>
    </div>
  );
}

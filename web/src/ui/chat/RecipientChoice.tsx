import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { everybody } from '../../state/chat';
import { recipients } from '../../state/chat_rules';
import { useActions, useApp } from '../context';
import { Icon } from '../kit/Icon';
import styles from './Composer.module.css';

/**
 * To all, or to one person alone; that it is private is said in words. Switched off meanwhile, the way
 * back is open, and nobody else can be chosen.
 */
export function RecipientChoice(props: { toAll: boolean; inPrivate: boolean; there: boolean }) {
  const { toAll, inPrivate, there } = props;
  const { t, i18n } = useTranslation();
  const { chat } = useActions();
  const recipient = useApp((state) => state.conference.chat.recipient);
  const people = useApp((state) => state.conference.people);
  const self = useApp((state) => state.conference.self);
  const others = useMemo(
    () => recipients(people, self, i18n.language).filter(({ id }) => inPrivate || id === recipient),
    [people, self, i18n.language, inPrivate, recipient],
  );
  const isPrivate = recipient !== everybody;
  return (
    <>
      <label className={styles.to}>
        {isPrivate && <Icon name="lock" size={18} />}
        <span className={styles.toWord}>{t(isPrivate ? 'chat.toPrivately' : 'chat.to')}</span>
        <select
          className={styles.select}
          value={there ? recipient : ''}
          onChange={(event) => chat.address(Number(event.target.value))}
        >
          {!there && <option value="">{t('chat.gone')}</option>}
          {(toAll || !isPrivate) && <option value={everybody}>{t('chat.everybody')}</option>}
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {isPrivate && there && <p className={styles.hint}>{t('chat.onlyBoth')}</p>}
    </>
  );
}

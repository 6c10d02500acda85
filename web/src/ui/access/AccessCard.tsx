import { useTranslation } from 'react-i18next';
import { fileNameOf } from '../../state/invitation';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import styles from './AccessCard.module.css';
import { useInvitation } from './use_invitation';

/** R21: what leads into the room, to be copied, printed or saved. The PIN is for moderators. */
export function AccessCard({ withPin }: { withPin: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { room, link, codeRequired, code, pin } = useInvitation();
  const title = t(withPin ? 'access.titleModerators' : 'access.title');
  const codeText = codeRequired ? (code ?? t('access.codeUnknown')) : t('access.codeNone');
  const rows = [
    { name: t('create.room'), value: room },
    { name: t('access.link'), value: link },
    { name: t('prejoin.code'), value: codeText },
  ];
  if (withPin) {
    rows.push({ name: t('reentry.pin'), value: pin || t('access.pinNone') });
    if (pin) rows.push({ name: t('access.reentry'), value: `${location.origin}/wiedereinstieg` });
  }
  const text = [title, '', ...rows.map(({ name, value }) => `${name}: ${value}`), ''].join('\n');
  return (
    <>
      <div className={styles.card}>
        <p className={styles.title}>{title}</p>
        <dl className={styles.rows}>
          {rows.map(({ name, value }) => (
            <div key={name}>
              <dt className={styles.name}>{name}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
        {withPin && <p className={styles.secret}>{t('access.secret')}</p>}
      </div>
      <ButtonRow>
        <Button
          look="secondary"
          size="small"
          icon="copy"
          onPress={() => actions.view.copy(text, 'accessData')}
        >
          {t('access.copy')}
        </Button>
        <Button look="secondary" size="small" icon="printer" onPress={() => actions.view.print()}>
          {t('access.print')}
        </Button>
        <Button
          look="secondary"
          size="small"
          icon="download"
          onPress={() => actions.view.saveText(fileNameOf(`${title} ${room}`), text)}
        >
          {t('access.save')}
        </Button>
      </ButtonRow>
    </>
  );
}

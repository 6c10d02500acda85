import { useTranslation } from 'react-i18next';
import type { CopiedText } from '../../state/ports';
import { useInvitation } from '../access/use_invitation';
import { useActions } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import styles from './WayIn.module.css';

/** The link, and the code where one is needed (R18, R19): copied one by one. */
export function WayIn() {
  const { t } = useTranslation();
  const { link, codeRequired, code } = useInvitation();
  return (
    <>
      {!codeRequired && <Alert tone="warning">{t('invite.directWarning')}</Alert>}
      {codeRequired && <p>{t('invite.withCodeText')}</p>}
      <CopyRow name={t('access.link')} text={link} what="link" button={t('invite.copyLink')} />
      {codeRequired && code && (
        <CopyRow name={t('prejoin.code')} text={code} what="code" button={t('invite.copyCode')} />
      )}
      {codeRequired && !code && <p>{t('access.codeUnknown')}</p>}
    </>
  );
}

function CopyRow(props: { name: string; text: string; what: CopiedText; button: string }) {
  const actions = useActions();
  return (
    <div className={styles.row}>
      <p className={styles.text}>
        <span className={styles.name}>{props.name}</span>
        <span className={styles.value}>{props.text}</span>
      </p>
      <Button
        look="secondary"
        size="small"
        icon="copy"
        onPress={() => actions.view.copy(props.text, props.what)}
      >
        {props.button}
      </Button>
    </div>
  );
}

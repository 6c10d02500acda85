import { useTranslation } from 'react-i18next';
import type { CaptureKind } from '../../state/model';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { HelpLine } from '../kit/Support';
import styles from './MediaProblems.module.css';

const kinds: CaptureKind[] = ['microphone', 'camera'];

/** What does not work, in one sentence each, and that one can join all the same. */
export function MediaProblems() {
  const { t } = useTranslation();
  const actions = useActions();
  const problems = useApp((state) => state.local.problem);
  const wanted = useApp((state) => state.local.wanted);
  const failing = kinds.filter((kind) => wanted[kind] && problems[kind]);
  if (failing.length === 0) return null;
  return (
    <Alert tone="warning" role="status">
      <div className={styles.problems}>
        {failing.map((kind) => (
          <p key={kind}>{t(`problem.${kind}.${problems[kind] ?? 'failed'}`)}</p>
        ))}
        <p>{t('prejoin.anyway')}</p>
        <Button look="secondary" size="small" icon="retry" onPress={() => actions.devices.retry()}>
          {t('prejoin.retry')}
        </Button>
        <HelpLine anchor="devices" />
      </div>
    </Alert>
  );
}

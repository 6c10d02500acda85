import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CaptureKind } from '../../state/model';
import { useActions, useApp } from '../context';
import { Icon } from '../kit/Icon';
import styles from './CaptureToggle.module.css';

/** Microphone or camera on and off. The name says what pressing does. */
export function CaptureToggle({ kind }: { kind: CaptureKind }) {
  const { t } = useTranslation();
  const actions = useActions();
  const on = useApp((state) => state.local.wanted[kind]);
  const problem = useApp((state) => state.local.problem[kind]);
  const press = () =>
    kind === 'microphone' ? actions.devices.toggleMicrophone() : actions.devices.toggleCamera();
  const name = on && !problem ? kind : (`${kind}Off` as const);
  return (
    <Button
      className={styles.toggle ?? ''}
      data-on={on && !problem}
      aria-label={t(on ? `bar.${kind}Off` : `bar.${kind}On`)}
      onPress={press}
    >
      <Icon name={name} />
      {problem && (
        <span className={styles.badge}>
          <Icon name="warning" size={14} />
        </span>
      )}
    </Button>
  );
}

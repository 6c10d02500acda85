import { useTranslation } from 'react-i18next';
import type { DeviceKind } from '../../state/model';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { SelectField } from '../kit/SelectField';
import styles from './DeviceSelects.module.css';

const icons = { microphone: 'microphone', camera: 'camera', loudspeaker: 'sound' } as const;

/** Which microphone, camera and, where the browser lets it, loudspeaker; and whether one hears it. */
export function DeviceSelects() {
  const { t } = useTranslation();
  const actions = useActions();
  const { devices, chosen, canChooseLoudspeaker } = useApp((state) => state.local);
  const kinds: DeviceKind[] = ['microphone', 'camera'];
  if (canChooseLoudspeaker) kinds.push('loudspeaker');
  return (
    <div className={styles.selects}>
      {kinds.map((kind) => {
        const options = devices[kind].map(({ id, label }, index) => ({
          id,
          label: label || t('device.unnamed', { kind: t(`device.${kind}`), number: index + 1 }),
        }));
        const known = options.some(({ id }) => id === chosen[kind]);
        return (
          <SelectField
            key={kind}
            label={t(`device.${kind}`)}
            icon={icons[kind]}
            options={options}
            selected={known ? chosen[kind] : options[0]?.id}
            placeholder={t('device.standard')}
            isDisabled={options.length === 0}
            onSelect={(id) => actions.devices.choose(kind, id)}
          />
        );
      })}
      <Button
        look="secondary"
        size="small"
        icon="sound"
        onPress={() => actions.devices.playTestSound()}
      >
        {t('device.testSound')}
      </Button>
    </div>
  );
}

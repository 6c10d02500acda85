import { useTranslation } from 'react-i18next';
import { LineQuality } from '../../state/model';
import { Icon } from '../kit/Icon';
import type { IconName } from '../kit/icon_paths';
import styles from './LineSign.module.css';

const levels = {
  [LineQuality.UNSPECIFIED]: undefined,
  [LineQuality.GOOD]: 'good',
  [LineQuality.UNSTEADY]: 'unsteady',
  [LineQuality.POOR]: 'poor',
} as const;

/** The key of its words under `lineQuality`; undefined while it is not known. */
export function levelOf(quality: LineQuality): 'good' | 'unsteady' | 'poor' | undefined {
  return levels[quality];
}

export const lineIcons: Record<'good' | 'unsteady' | 'poor', IconName> = {
  good: 'signalGood',
  unsteady: 'signalUnsteady',
  poor: 'signalPoor',
};

/** R55: how somebody's line is, by its shape and in words. */
export function LineSign({ quality, size }: { quality: LineQuality; size: number }) {
  const { t } = useTranslation();
  const level = levelOf(quality);
  if (!level) return null;
  const words = t(`lineQuality.${level}`);
  return (
    <span className={styles.sign} data-level={level} title={words}>
      <Icon name={lineIcons[level]} size={size} />
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

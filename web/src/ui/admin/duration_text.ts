// "3 Tagen", "2 Stunden": how old something is, or how long it is kept, in its largest unit.
import type { TFunction } from 'i18next';

const units = [
  { key: 'admin.time.days', seconds: 86_400 },
  { key: 'admin.time.hours', seconds: 3_600 },
  { key: 'admin.time.minutes', seconds: 60 },
] as const;

export function durationText(t: TFunction, seconds: number): string {
  const unit = units.find((one) => seconds >= one.seconds);
  if (!unit) return t('admin.time.now');
  return t(unit.key, { count: Math.floor(seconds / unit.seconds) });
}

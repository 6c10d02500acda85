import { useTranslation } from 'react-i18next';
import { type Person, Role } from '../../state/model';
import { isModerator } from '../../state/selectors';
import { useActions, useApp } from '../context';
import type { MenuEntry } from '../kit/Menu';

/** What a moderator can do about what somebody sends, her hand and her role (R39, R43, R47). */
export function useConductEntries(person: Person): MenuEntry[] {
  const { t } = useTranslation();
  const { conduct } = useActions();
  const moderator = useApp(isModerator);
  const permitted = useApp((state) => state.conference.room?.permitted);
  if (!moderator || person.role === Role.OBSERVER) return [];

  const { id, media, hand } = person;
  const moderates = person.role === Role.MODERATOR;
  const entries: MenuEntry[] = [];
  for (const kind of ['microphone', 'camera'] as const) {
    const icon = media?.[kind] ? (`${kind}Off` as const) : kind;
    const may = moderates || (kind === 'microphone' ? permitted?.microphones : permitted?.cameras);
    if (media?.[kind]) {
      const onAction = () => conduct.switchOff(kind, [id]);
      entries.push({ id: kind, icon, label: t(`people.switchOff.${kind}`), onAction });
    } else if (may) {
      const onAction = () => conduct.askToSwitchOn(id, kind);
      entries.push({ id: kind, icon, label: t(`people.ask.${kind}`), onAction });
    }
  }
  if (media?.screen) {
    const onAction = () => conduct.switchOff('screen', [id]);
    entries.push({
      id: 'screen',
      icon: 'screenOff',
      label: t('people.switchOff.screen'),
      onAction,
    });
  }
  if (hand > 0) {
    const onAction = () => conduct.lowerHands([id]);
    entries.push({ id: 'hand', icon: 'hand', label: t('people.lowerHand'), onAction });
  }
  entries.push({
    id: 'role',
    icon: 'shield',
    label: t(moderates ? 'people.unmakeModerator' : 'people.makeModerator'),
    onAction: () => conduct.setModerator(id, !moderates),
  });
  return entries;
}

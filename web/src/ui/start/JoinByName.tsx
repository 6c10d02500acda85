import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { NameForm } from './NameForm';

/** The way into a room that exists: its name, or its link where names lead nowhere (R10). */
export function JoinByName() {
  const { t } = useTranslation();
  const actions = useActions();
  const random = useApp((state) => state.config?.link === 'random');
  return (
    <NameForm
      label={t(random ? 'start.roomLink' : 'start.roomName')}
      action={t('start.joinGo')}
      missing={t(random ? 'start.linkMissing' : 'start.nameMissing')}
      maxLength={400}
      onSubmit={(text) => actions.pages.openRoom(text)}
    />
  );
}

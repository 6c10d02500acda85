import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { NameForm } from './NameForm';

/** Where not everybody may create rooms: the way into one that exists. */
export function JoinByName() {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <NameForm
      label={t('start.roomName')}
      action={t('start.joinGo')}
      onSubmit={(name) => actions.pages.openRoom(name)}
    />
  );
}

import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { NameForm } from './NameForm';

/** Creates the conference, or leads to the one that has the name already (R9). */
export function GoForm() {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <NameForm
      label={t('start.name')}
      hint={t('start.hint')}
      action={t('start.go')}
      missing={t('start.nameMissing')}
      onSubmit={(name) => actions.entry.createOrFind(name)}
    />
  );
}

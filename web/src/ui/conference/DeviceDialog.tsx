import { useTranslation } from 'react-i18next';
import { pageSizes } from '../../state/view_choice';
import { useActions, useApp } from '../context';
import { BackgroundNotes } from '../effects/BackgroundNotes';
import { Effects } from '../effects/Effects';
import { Button } from '../kit/Button';
import { LanguageSwitch } from '../kit/LanguageSwitch';
import { ModalDialog } from '../kit/ModalDialog';
import { PlaceLink } from '../kit/PlaceLink';
import { SelectField } from '../kit/SelectField';
import { DeviceSelects } from '../prejoin/DeviceSelects';
import { LevelBar } from '../prejoin/LevelBar';
import { MediaProblems } from '../prejoin/MediaProblems';

export function DeviceDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const perPage = useApp((state) => state.view.tilesPerPage);
  return (
    <ModalDialog
      title={t('device.title')}
      isOpen={isOpen}
      onClose={onClose}
      foot={<Button onPress={onClose}>{t('shortcuts.close')}</Button>}
    >
      <DeviceSelects />
      <LevelBar />
      <MediaProblems />
      <Effects />
      <BackgroundNotes />
      <SelectField
        label={t('device.tilesPerPage')}
        options={pageSizes.map((size) => ({
          id: String(size),
          label: size === 0 ? t('device.automatic') : String(size),
        }))}
        selected={String(perPage)}
        onSelect={(size) => actions.view.choose({ tilesPerPage: Number(size) })}
      />
      <LanguageSwitch />
      <p>
        <PlaceLink to="help">{t('places.help')}</PlaceLink>
      </p>
    </ModalDialog>
  );
}

import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { LanguageSwitch } from '../kit/LanguageSwitch';
import { ModalDialog } from '../kit/ModalDialog';
import { SelectField } from '../kit/SelectField';
import { DeviceSelects } from '../prejoin/DeviceSelects';
import { LevelBar } from '../prejoin/LevelBar';
import { MediaProblems } from '../prejoin/MediaProblems';

const pageSizes = ['4', '9', '16', '25', '49'];

export function DeviceDialog({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const perPage = useApp((state) => state.tilesPerPage);
  return (
    <ModalDialog title={t('device.title')} isOpen={isOpen} onClose={onClose}>
      <DeviceSelects />
      <LevelBar />
      <MediaProblems />
      <SelectField
        label={t('device.tilesPerPage')}
        options={pageSizes.map((size) => ({ id: size, label: size }))}
        selected={String(perPage)}
        onSelect={(size) => actions.view.showPerPage(Number(size))}
      />
      <LanguageSwitch />
      <Button onPress={onClose}>{t('shortcuts.close')}</Button>
    </ModalDialog>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Alert } from '../kit/Alert';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { ModalDialog } from '../kit/ModalDialog';
import { RadioChoice } from '../kit/RadioChoice';
import { TextArea } from '../kit/TextArea';
import { Problem } from './Problem';

const longestNotice = 500;

/** The words for everybody, and what becomes of the conferences that run. */
export function CloseService({ people, onClose }: { people: number; onClose(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const busy = useApp((state) => state.busy);
  const [notice, setNotice] = useState('');
  const [missing, setMissing] = useState(false);
  const [running, setRunning] = useState<'finish' | 'endAll'>('finish');
  const ends = running === 'endAll';
  useEffect(() => actions.admin.begin(), [actions]);

  const close = () => {
    const words = notice.trim();
    setMissing(words === '');
    if (words !== '') actions.admin.closeService(words, ends, onClose);
  };

  return (
    <ModalDialog title={t('admin.service.closeTitle')} role="alertdialog" isOpen onClose={onClose}>
      <p>{t('admin.service.closeText')}</p>
      <TextArea
        label={t('admin.service.notice')}
        hint={t('admin.service.noticeHint')}
        rows={3}
        maxLength={longestNotice}
        value={notice}
        onChange={(text) => {
          setNotice(text);
          setMissing(false);
        }}
        error={missing ? t('admin.service.noticeMissing') : undefined}
      />
      <RadioChoice<'finish' | 'endAll'>
        label={t('admin.service.running')}
        options={[
          { id: 'finish', label: t('admin.service.finish') },
          { id: 'endAll', label: t('admin.service.endAll') },
        ]}
        selected={running}
        onSelect={setRunning}
      />
      <Alert tone={ends ? 'danger' : 'info'}>
        {ends ? t('admin.service.endAllText', { count: people }) : t('admin.service.finishText')}
      </Alert>
      <Problem />
      <ButtonRow>
        <Button look="danger" isDisabled={busy} onPress={close}>
          {t('admin.service.close')}
        </Button>
        <Button look="secondary" onPress={onClose}>
          {t('admin.cancel')}
        </Button>
      </ButtonRow>
    </ModalDialog>
  );
}

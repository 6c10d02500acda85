import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccessCard } from '../access/AccessCard';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { Choice } from '../kit/Choice';
import { ModalDialog } from '../kit/ModalDialog';

/** R29–R33, R36: a moderator says what becomes of the room. */
export function LeaveDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<'choice' | 'pause' | 'delete'>('choice');
  const role = step === 'delete' ? 'alertdialog' : 'dialog';
  return (
    <ModalDialog
      title={t(`leave.${step}Title`)}
      role={role}
      isOpen
      onClose={onClose}
      foot={step === 'pause' && <PauseButtons onCancel={onClose} />}
    >
      {step === 'choice' && (
        <Ways onPause={() => setStep('pause')} onDelete={() => setStep('delete')} />
      )}
      {step === 'pause' && <Pausing />}
      {step === 'delete' && <Deleting onCancel={onClose} />}
      {step === 'choice' && (
        <Button look="quiet" onPress={onClose}>
          {t('leave.stay')}
        </Button>
      )}
    </ModalDialog>
  );
}

function Ways({ onPause, onDelete }: { onPause(): void; onDelete(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const canPause = useApp((state) => state.conference.room?.canPause === true);
  return (
    <>
      <Choice
        icon="leave"
        title={t('leave.only')}
        explanation={t(canPause ? 'leave.onlyText' : 'leave.onlyTextShort')}
        onPress={() => actions.room.leave()}
      />
      {canPause && (
        <Choice
          icon="pause"
          title={t('leave.pause')}
          explanation={t('leave.pauseText')}
          onPress={onPause}
        />
      )}
      {canPause ? (
        <Choice
          icon="trash"
          title={t('leave.delete')}
          explanation={t('leave.deleteText')}
          danger
          onPress={onDelete}
        />
      ) : (
        <Choice
          icon="close"
          title={t('leave.endForAll')}
          explanation={t('leave.endForAllText')}
          danger
          onPress={() => actions.room.endForAll()}
        />
      )}
    </>
  );
}

/** Before the room is closed its moderator gets what opens it again (R33). */
function Pausing() {
  const { t } = useTranslation();
  const actions = useActions();
  useEffect(() => actions.room.loadAccessData(), [actions]);
  return (
    <>
      <p>{t('leave.pauseKeep')}</p>
      <AccessCard withPin />
    </>
  );
}

/** In sight, however long the access data are. */
function PauseButtons({ onCancel }: { onCancel(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <ButtonRow>
      <Button icon="pause" onPress={() => actions.room.pause()}>
        {t('leave.pauseNow')}
      </Button>
      <Button look="secondary" onPress={onCancel}>
        {t('remove.cancel')}
      </Button>
    </ButtonRow>
  );
}

function Deleting({ onCancel }: { onCancel(): void }) {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <>
      <p>{t('leave.deleteSure')}</p>
      <ButtonRow>
        <Button look="danger" icon="trash" onPress={() => actions.room.endForAll()}>
          {t('leave.deleteNow')}
        </Button>
        <Button look="secondary" autoFocus onPress={onCancel}>
          {t('remove.cancel')}
        </Button>
      </ButtonRow>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import { MessageCard } from '../kit/MessageCard';
import { PageFrame } from '../kit/PageFrame';

/** Where the guest stands: whether somebody is there who can let her in. She keeps her place over a reload. */
export function WaitingPage() {
  const { t } = useTranslation();
  const actions = useActions();
  const room = useApp((state) => state.conference.room?.name ?? '');
  const moderated = useApp((state) => state.conference.room?.moderatorPresent === true);
  return (
    <PageFrame>
      <MessageCard
        icon="hourglass"
        title={t('waiting.title')}
        text={t(moderated ? 'waiting.moderated' : 'waiting.unmoderated', { room })}
        role="status"
      >
        <Button look="secondary" onPress={() => actions.room.leave()}>
          {t('waiting.leave')}
        </Button>
      </MessageCard>
    </PageFrame>
  );
}

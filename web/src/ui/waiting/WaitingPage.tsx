import { useTranslation } from 'react-i18next';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import { MessageCard } from '../kit/MessageCard';
import { PageFrame } from '../kit/PageFrame';

export function WaitingPage() {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <PageFrame>
      <MessageCard
        icon="hourglass"
        title={t('waiting.title')}
        text={t('waiting.text')}
        role="status"
      >
        <Button look="secondary" onPress={() => actions.room.leave()}>
          {t('waiting.leave')}
        </Button>
      </MessageCard>
    </PageFrame>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChatMessage, everybody, isUnread } from '../../state/chat';
import { useActions, useApp, useStore } from '../context';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import styles from './ChatNews.module.css';

const shownMs = 7000;

/** While the chat is closed, the newest message for a moment: to be seen, and to be heard. */
export function ChatNews({ closed, onOpen }: { closed: boolean; onOpen(): void }) {
  const preview = useApp((state) => state.view.chatPreview);
  const spoken = useApp((state) => state.view.chatSpoken);
  const [message, putAway] = useNewest(closed);
  return (
    <div aria-live={spoken ? 'polite' : 'off'} className={styles.region}>
      {message && (
        <div className={preview ? styles.card : 'visually-hidden'} data-tone="quiet">
          <Said message={message} />
          {preview && <Answers message={message} onOpen={onOpen} onClose={putAway} />}
        </div>
      )}
    </div>
  );
}

function Said({ message }: { message: ChatMessage }) {
  const { t } = useTranslation();
  return (
    <div className={styles.said}>
      <p className={styles.name}>
        {message.to !== everybody && <Icon name="lock" size={16} />}
        {t(message.to === everybody ? 'chat.saidBy' : 'chat.saidPrivatelyBy', {
          name: message.name,
        })}
      </p>
      <p className={styles.text} dir="auto">
        {message.text}
      </p>
    </div>
  );
}

function Answers(props: { message: ChatMessage; onOpen(): void; onClose(): void }) {
  const { t } = useTranslation();
  const { chat } = useActions();
  const open = () => {
    if (props.message.to !== everybody) chat.address(props.message.from);
    props.onOpen();
  };
  return (
    <div className={styles.answers}>
      <Button look="quiet" size="small" onPress={open}>
        {t('chat.open')}
      </Button>
      <Button look="quiet" icon="close" aria-label={t('notice.close')} onPress={props.onClose} />
    </div>
  );
}

/** What came since this was looked at first, unread, and not for too long. */
function useNewest(closed: boolean): [ChatMessage | undefined, () => void] {
  const store = useStore();
  const newest = useApp((state) => state.conference.chat.messages.findLast(({ own }) => !own));
  const [shown, setShown] = useState<ChatMessage | undefined>();
  useEffect(() => {
    const fresh = closed && newest && isUnread(store.state().conference.chat, newest);
    setShown(fresh ? newest : undefined);
    if (!fresh) return;
    const timer = setTimeout(() => setShown(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [store, newest, closed]);
  return [shown, () => setShown(undefined)];
}

import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginsGroup, isUnread, unread } from '../../state/chat';
import { mayWritePrivately } from '../../state/chat_rules';
import { useApp, useStore } from '../context';
import { Button } from '../kit/Button';
import { Message, Outgoing } from './Message';
import styles from './MessageList.module.css';
import { useReading } from './use_reading';

export function MessageList() {
  const { t } = useTranslation();
  const { list, atEnd, toEnd } = useReading();
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section ref={list} className={styles.scroll} aria-label={t('chat.messages')} tabIndex={0}>
        <p className={styles.about}>{t('chat.about')}</p>
        <Said />
        <Unsent />
      </section>
      {!atEnd && <ToEnd onPress={toEnd} />}
    </div>
  );
}

/** What came while the chat was closed stands below a line. */
function Said() {
  const { t } = useTranslation();
  const store = useStore();
  const messages = useApp((state) => state.conference.chat.messages);
  const spoken = useApp((state) => state.view.chatSpoken);
  const inPrivate = useApp(mayWritePrivately);
  const people = useApp((state) => state.conference.people);
  const [firstNew] = useState(() => {
    const { chat } = store.state().conference;
    return chat.messages.find((message) => isUnread(chat, message))?.place;
  });
  return (
    <div role="log" aria-label={t('chat.log')} aria-live={spoken ? 'polite' : 'off'}>
      <ul>
        {messages.map((message, index) => (
          <Fragment key={message.place}>
            {message.place === firstNew && (
              <li className={styles.fresh}>
                <span>{t('chat.fresh')}</span>
              </li>
            )}
            <Message
              message={message}
              leads={message.place === firstNew || beginsGroup(messages[index - 1], message)}
              canAnswer={inPrivate && people.some(({ id }) => id === message.from)}
            />
          </Fragment>
        ))}
      </ul>
    </div>
  );
}

function Unsent() {
  const { t } = useTranslation();
  const outbox = useApp((state) => state.conference.chat.outbox);
  if (outbox.length === 0) return null;
  return (
    <ul aria-label={t('chat.unsent')}>
      {outbox.map((message) => (
        <Outgoing key={message.id} message={message} />
      ))}
    </ul>
  );
}

function ToEnd({ onPress }: { onPress(): void }) {
  const { t } = useTranslation();
  const count = useApp((state) => unread(state.conference.chat));
  return (
    <div className={styles.toEnd}>
      <Button size="small" icon="chevronDown" onPress={onPress}>
        {count > 0 ? t('chat.newMessages', { count }) : t('chat.toEnd')}
      </Button>
    </div>
  );
}

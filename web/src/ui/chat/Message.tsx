import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage, OutgoingMessage } from '../../state/chat';
import { everybody } from '../../state/chat';
import { useActions } from '../context';
import { Button } from '../kit/Button';
import { ButtonRow } from '../kit/ButtonRow';
import { Icon } from '../kit/Icon';
import styles from './Message.module.css';
import { MessageText } from './MessageText';

/** What was said: by whom, when, to whom. `leads`: name and time are drawn, not only spoken. */
export const Message = memo(function Message(props: {
  message: ChatMessage;
  leads: boolean;
  /** Where one may write to its sender alone. */
  canAnswer: boolean;
}) {
  const { t, i18n } = useTranslation();
  const { chat } = useActions();
  const { from, name, own, to, text, at } = props.message;
  const isPrivate = to !== everybody;
  const time = new Date(at);
  return (
    <li className={styles.message} data-own={own} data-private={isPrivate} data-leads={props.leads}>
      <p className={props.leads ? styles.head : 'visually-hidden'}>
        <span className={styles.name}>{own ? t('chat.me') : name}</span>{' '}
        {isPrivate && <Audience message={props.message} />}{' '}
        <time dateTime={time.toISOString()}>
          {time.toLocaleTimeString(i18n.language, { hour: '2-digit', minute: '2-digit' })}
        </time>
      </p>
      <div className={styles.bubble}>
        <MessageText text={text} />
      </div>
      {isPrivate && !own && props.canAnswer && (
        <Button
          look="quiet"
          size="small"
          aria-label={t('chat.answerName', { name })}
          onPress={() => chat.address(from)}
        >
          {t('chat.answer')}
        </Button>
      )}
    </li>
  );
});

function Audience({ message: { own, toName } }: { message: ChatMessage }) {
  const { t } = useTranslation();
  const whom = toName === '' ? t('chat.privateToSomebody') : t('chat.privateTo', { name: toName });
  return (
    <span className={styles.private}>
      <Icon name="lock" size={16} />
      {own ? whom : t('chat.privateToMe')}
    </span>
  );
}

/** What has not come back from the server: on its way, or not sent. */
export function Outgoing({ message }: { message: OutgoingMessage }) {
  const { t } = useTranslation();
  const { chat } = useActions();
  const { id, to, toName, text, failure } = message;
  return (
    <li
      className={styles.message}
      data-own="true"
      data-private={to !== everybody}
      data-waits="true"
    >
      {to !== everybody && (
        <p className={styles.head}>
          <span className={styles.private}>
            <Icon name="lock" size={16} />
            {t('chat.privateTo', { name: toName })}
          </span>
        </p>
      )}
      <div className={styles.bubble}>
        <MessageText text={text} />
      </div>
      {failure ? (
        <>
          <p className={styles.failure} role="alert">
            <Icon name="warning" size={16} />
            {t(`chat.failure.${failure}`, { name: toName })}
          </p>
          <ButtonRow>
            {failure !== 'gone' && (
              <Button size="small" icon="retry" onPress={() => chat.sendAgain(id)}>
                {t('chat.sendAgain')}
              </Button>
            )}
            <Button look="quiet" size="small" onPress={() => chat.giveUp(id)}>
              {t('chat.giveUp')}
            </Button>
          </ButtonRow>
        </>
      ) : (
        <p className={styles.waiting}>{t('chat.sending')}</p>
      )}
    </li>
  );
}

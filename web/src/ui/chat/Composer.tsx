import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { everybody, lengthOf, longestMessage } from '../../state/chat';
import { chatOff, mayWritePrivately, mayWriteToAll } from '../../state/chat_rules';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './Composer.module.css';
import { EmojiBoard } from './EmojiBoard';
import { RecipientChoice } from './RecipientChoice';

/** The length is shown from here on. */
const nearLimit = longestMessage - 200;

/** Where one writes, or why not. */
export function Composer() {
  const { t } = useTranslation();
  const off = useApp(chatOff);
  const toAll = useApp(mayWriteToAll);
  const inPrivate = useApp(mayWritePrivately);
  return (
    <section className={styles.composer} aria-label={t('chat.write')}>
      <div role="status">
        {off && <p className={styles.off}>{t(`chat.off.${off}`)}</p>}
        {!inPrivate && !off && <p className={styles.hint}>{t('chat.privateOff')}</p>}
      </div>
      {(toAll || inPrivate) && <Writing toAll={toAll} inPrivate={inPrivate} />}
    </section>
  );
}

function Writing({ toAll, inPrivate }: { toAll: boolean; inPrivate: boolean }) {
  const { t } = useTranslation();
  const { chat } = useActions();
  const recipient = useApp((state) => state.conference.chat.recipient);
  const draft = useApp((state) => state.conference.chat.drafts[recipient] ?? '');
  const there = useApp(
    (state) =>
      recipient === everybody || state.conference.people.some(({ id }) => id === recipient),
  );
  const [choosing, setChoosing] = useState(false);
  const field = useField(draft, recipient);
  const id = useId();
  const length = lengthOf(draft);
  const allowed = there && (recipient === everybody ? toAll : inPrivate);
  const ready = allowed && draft.trim() !== '' && length <= longestMessage;
  const send = () => {
    if (ready) chat.send();
    field.current?.focus();
  };
  const closeBoard = () => {
    setChoosing(false);
    field.current?.focus();
  };
  const insert = (sign: string) => {
    const element = field.current;
    setChoosing(false);
    if (!element) return;
    element.focus();
    element.setRangeText(sign, element.selectionStart, element.selectionEnd, 'end');
    chat.draft(recipient, element.value);
  };
  return (
    <form
      className={styles.form}
      data-private={recipient !== everybody}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {(inPrivate || recipient !== everybody) && (
        <RecipientChoice toAll={toAll} inPrivate={inPrivate} there={there} />
      )}
      {choosing && <EmojiBoard onChoose={insert} onClose={closeBoard} />}
      <div className={styles.line}>
        <Button
          look="quiet"
          icon="smile"
          aria-label={t('chat.emoji')}
          aria-expanded={choosing}
          onPress={() => setChoosing(!choosing)}
        />
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={t('chat.placeholder')}
          aria-label={t('chat.field')}
          aria-describedby={`${id}-keys ${id}-length`}
          aria-invalid={length > longestMessage}
          enterKeyHint="send"
          onChange={(event) => chat.draft(recipient, event.target.value)}
          onKeyDown={(event) => {
            if (sends(event)) {
              event.preventDefault();
              send();
            }
          }}
        />
        <Button type="submit" icon="send" aria-label={t('chat.send')} isDisabled={!ready} />
      </div>
      <div className={styles.foot}>
        <p id={`${id}-keys`} className={styles.keys}>
          {t('chat.keys')}
        </p>
        <p id={`${id}-length`} className={styles.length} data-over={length > longestMessage}>
          {length > nearLimit && t('chat.length', { length, longest: longestMessage })}
        </p>
      </div>
    </form>
  );
}

/** Shift makes a new line; while an input method composes, Enter belongs to it. */
function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
}

/** As high as its text, and in focus where that brings up no keyboard over the messages. */
function useField(draft: string, recipient: number) {
  const field = useRef<HTMLTextAreaElement>(null);
  const phone = useApp((state) => state.display.phone);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [draft]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another recipient was chosen to be written to
  useEffect(() => {
    if (!phone) field.current?.focus();
  }, [phone, recipient]);
  return field;
}

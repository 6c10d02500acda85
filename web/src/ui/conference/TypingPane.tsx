import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { typingOff } from '../../state/chat_rules';
import type { FinishedLine } from '../../state/transcript';
import { longestLine } from '../../state/typed_text';
import { useActions, useApp } from '../context';
import { Button } from '../kit/Button';
import styles from './TypingPane.module.css';

/**
 * Real-time text (EN 301 549, 6.2): what anybody types, letter by letter. A screen reader hears the
 * lines that are finished, not every letter.
 */
export function TypingPane() {
  const { t } = useTranslation();
  const finished = useApp((state) => state.conference.transcript.finished);
  const growing = useApp((state) => state.conference.transcript.growing);
  const actions = useActions();
  const end = useEnd();
  useEffect(() => actions.text.watch(), [actions]);
  return (
    <>
      <p className={styles.about}>{t('typing.about')}</p>
      <section
        ref={end.box}
        className={styles.lines}
        onScroll={end.onScroll}
        aria-label={t('typing.lines')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        tabIndex={0}
      >
        {finished.length + growing.length === 0 && (
          <p className={styles.empty}>{t('typing.empty')}</p>
        )}
        <div role="log" aria-label={t('typing.finished')}>
          {finished.map((line) => (
            <Finished key={line.id} line={line} />
          ))}
        </div>
        <ul aria-label={t('typing.growing')}>
          {growing.map((line) => (
            <li key={line.person} className={styles.line} data-growing="true">
              <span className={styles.name}>{line.name}</span>
              <span className={styles.text}>
                {line.text}
                <span className={styles.caret} aria-hidden="true" />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <OwnLine />
    </>
  );
}

function Finished({ line }: { line: FinishedLine }) {
  const { t } = useTranslation();
  if (line.text === undefined) {
    return <p className={styles.missing}>{t('typing.missing', { name: line.name })}</p>;
  }
  return (
    <p className={styles.line}>
      <span className={styles.name}>{line.name}</span>
      <span className={styles.text} dir="auto">
        {line.text}
      </span>
    </p>
  );
}

/** The newest stays in sight, unless somebody has scrolled back to read. */
function useEnd() {
  const transcript = useApp((state) => state.conference.transcript);
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is more to see
  useLayoutEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [transcript]);
  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < 40;
  };
  return { box, onScroll };
}

function OwnLine() {
  const { t } = useTranslation();
  const actions = useActions();
  const own = useApp((state) => state.conference.transcript.own);
  const off = useApp(typingOff);
  const permitted = !off;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    actions.text.finishLine();
  };
  return (
    <div className={styles.own}>
      <label htmlFor={id} className={styles.label}>
        {t('typing.own')}
      </label>
      <div className={styles.row}>
        <input
          ref={field}
          id={id}
          className={styles.field}
          value={own}
          maxLength={longestLine}
          autoComplete="off"
          enterKeyHint="enter"
          disabled={!permitted}
          aria-describedby={`${id}-hint`}
          onChange={(event) => actions.text.type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          look="secondary"
          icon="check"
          aria-label={t('typing.finish')}
          isDisabled={!permitted || own.trim() === ''}
          onPress={() => {
            actions.text.finishLine();
            field.current?.focus();
          }}
        />
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {t(off ? `typing.off.${off}` : 'typing.hint')}
      </p>
    </div>
  );
}

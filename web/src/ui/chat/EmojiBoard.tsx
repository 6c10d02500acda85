import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Composer.module.css';
import { emoji } from './emoji';

/** Stands over the place where one writes; Escape there closes it before the panel. */
export function EmojiBoard(props: { onChoose(sign: string): void; onClose(): void }) {
  const { t } = useTranslation();
  const board = useRef<HTMLDivElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useEffect(() => {
    // Not by React, whose events come after those of the panel (use_panel_focus).
    const place = board.current?.closest('form');
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      close.current();
    };
    place?.addEventListener('keydown', onKey);
    return () => place?.removeEventListener('keydown', onKey);
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame of its own
    <div ref={board} role="group" className={styles.board} aria-label={t('chat.emoji')}>
      {emoji.map(([name, sign]) => (
        <button
          key={name}
          type="button"
          className={styles.emoji}
          aria-label={t(`emoji.${name}`)}
          title={t(`emoji.${name}`)}
          onClick={() => props.onChoose(sign)}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { partsOf } from './link_parts';
import styles from './Message.module.css';

/** Text as it was typed, its links clickable; each opens a window of its own that knows nothing of this one. */
export function MessageText({ text }: { text: string }) {
  const { t } = useTranslation();
  const parts = useMemo(() => partsOf(text), [text]);
  return (
    <p className={styles.text} dir="auto">
      {parts.map((part, index) =>
        part.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
            <span className="visually-hidden">{t('chat.newWindow')}</span>
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}

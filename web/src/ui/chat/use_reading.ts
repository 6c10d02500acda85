// Where somebody is in the list of messages: at its end, where new ones come into view by themselves and
// count as read, or further up, where nothing moves.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useActions, useApp } from '../context';

const nearlyPx = 32;

export interface Reading {
  list: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  toEnd(): void;
}

export function useReading(): Reading {
  const { chat } = useActions();
  const messages = useApp((state) => state.conference.chat.messages);
  const outbox = useApp((state) => state.conference.chat.outbox);
  const hidden = useApp((state) => state.display.hidden);
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
    setAtEnd(true);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each message moves the end
  useLayoutEffect(() => {
    if (atEnd) toEnd();
  }, [messages, atEnd, toEnd]);

  // What this person sends is seen, wherever the list stands.
  const last = outbox.at(-1)?.id ?? 0;
  useLayoutEffect(() => {
    if (last > 0) toEnd();
  }, [last, toEnd]);

  // Scrolled by somebody, or smaller since a keyboard has come up.
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let height = element.clientHeight;
    const look = () => {
      const { scrollHeight, scrollTop, clientHeight } = element;
      if (clientHeight === height) setAtEnd(scrollHeight - scrollTop - clientHeight < nearlyPx);
    };
    const resized = new ResizeObserver(() => {
      const grown = element.clientHeight - height;
      height = element.clientHeight;
      element.scrollTop -= grown;
    });
    element.addEventListener('scroll', look, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, []);

  const reading = atEnd && !hidden;
  useEffect(() => {
    chat.read(reading);
    return () => chat.read(false);
  }, [chat, reading]);

  return { list, atEnd, toEnd };
}

// A panel beside the stage takes the focus when it opens, closes with Escape, and gives the focus
// back to where it was.
import { type RefObject, useEffect, useRef } from 'react';

export function usePanelFocus(onClose: () => void): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    const before = document.activeElement;
    const element = panel.current;
    element?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close.current();
    };
    element?.addEventListener('keydown', onKey);
    return () => {
      element?.removeEventListener('keydown', onKey);
      const lost = !document.activeElement || document.activeElement === document.body;
      if (before instanceof HTMLElement && (lost || element?.contains(document.activeElement))) {
        before.focus();
      }
    };
  }, []);

  return panel;
}

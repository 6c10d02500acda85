// A panel beside the stage takes the focus when it opens, closes with Escape, and gives the focus
// back to where it was; where that is gone (a notice), to the first of `otherwise` (ids) that is there and
// in sight. What stands in it may move the focus further in an effect of its own.
import { type RefObject, useLayoutEffect, useRef } from 'react';

export function usePanelFocus(
  onClose: () => void,
  otherwise: readonly string[],
): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const other = useRef(otherwise);

  useLayoutEffect(() => {
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
      if (!lost && !element?.contains(document.activeElement)) return;
      const others = other.current.map((id) => document.getElementById(id));
      [before, ...others].some(takesFocus);
    };
  }, []);

  return panel;
}

function takesFocus(element: Element | null): boolean {
  if (!(element instanceof HTMLElement) || element === document.body) return false;
  element.focus();
  return document.activeElement === element;
}

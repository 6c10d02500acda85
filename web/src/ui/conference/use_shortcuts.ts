// M and V switch microphone and camera, ? lists the shortcuts. Not while somebody types, and not
// together with a modifier, which belongs to the browser.
import { useEffect, useRef } from 'react';
import { useActions } from '../context';

const typing = 'input, textarea, select, [contenteditable], [role="listbox"], [role="combobox"]';

export function useShortcuts(showList: () => void): void {
  const actions = useActions();
  const list = useRef(showList);
  list.current = showList;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      switch (event.key) {
        case 'm':
        case 'M':
          actions.devices.toggleMicrophone();
          break;
        case 'v':
        case 'V':
          actions.devices.toggleCamera();
          break;
        case '?':
          list.current();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [actions]);
}

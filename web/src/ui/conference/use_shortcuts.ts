// The keys of the conference (state/shortcuts). Not while somebody types or answers a dialog, and not
// together with a modifier, which belongs to the browser.
import { useEffect, useRef } from 'react';
import { mayReact } from '../../state/chat_rules';
import { type Shortcut, shortcutOf } from '../../state/shortcuts';
import { useActions, useApp, useStore } from '../context';
import type { PaneName } from './panes';

const typing = 'input, textarea, select, [contenteditable], [role="listbox"], [role="combobox"]';
const answering = '[role="dialog"], [role="alertdialog"], [role="menu"]';

interface Openers {
  pane(name: PaneName): void;
  reactions(): void;
  list(): void;
}

export function useShortcuts(open: Openers): void {
  const on = useApp((state) => state.view.shortcuts);
  const run = useRun(open);
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const inside = event.target instanceof Element ? event.target : undefined;
      const shortcut = shortcutOf(event.key);
      if (!shortcut || shortcut === 'talk' || inside?.closest(typing)) return;
      if (shortcut !== 'list' && inside?.closest(answering)) return;
      run.current(shortcut);
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [on, run]);
  usePushToTalk(on);
}

function useRun(open: Openers) {
  const actions = useActions();
  const store = useStore();
  const run = useRef<(shortcut: Shortcut) => void>(() => {});
  run.current = (shortcut) => {
    const { soundOnly, view, local, display } = store.state();
    switch (shortcut) {
      case 'microphone':
        return actions.devices.toggleMicrophone();
      case 'camera':
        return actions.devices.toggleCamera();
      case 'share':
        if (local.canShare) actions.devices.toggleScreen();
        return;
      case 'people':
      case 'chat':
      case 'typing':
      case 'polls':
        return open.pane(shortcut);
      case 'reactions':
        if (mayReact(store.state())) open.reactions();
        return;
      case 'layout':
        return actions.view.choose({ layout: view.layout === 'gallery' ? 'speaker' : 'gallery' });
      case 'soundOnly':
        return actions.devices.setSoundOnly(!soundOnly);
      case 'fullScreen':
        if (display.canFullScreen) actions.view.toggleFullScreen();
        return;
      case 'list':
        return open.list();
    }
  };
  return run;
}

/**
 * The microphone is on while the space bar is held. Whoever goes from control to control by keyboard
 * presses them with the same bar, so a control that shows its focus keeps it.
 */
function usePushToTalk(on: boolean): void {
  const actions = useActions();
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      const focused = document.activeElement;
      const taken = focused?.matches(`:focus-visible:not(body, h1), ${typing}`);
      if (event.key !== ' ' || taken || focused?.closest(answering)) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // a button that was clicked is not pressed again
      if (!event.repeat) actions.devices.talk(true);
    };
    const release = (event: KeyboardEvent) => {
      if (event.key === ' ') actions.devices.talk(false);
    };
    const letGo = () => actions.devices.talk(false);
    window.addEventListener('keydown', press, true);
    window.addEventListener('keyup', release, true);
    window.addEventListener('blur', letGo);
    return () => {
      letGo();
      window.removeEventListener('keydown', press, true);
      window.removeEventListener('keyup', release, true);
      window.removeEventListener('blur', letGo);
    };
  }, [actions, on]);
}

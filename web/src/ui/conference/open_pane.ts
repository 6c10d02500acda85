// How what stands in a pane opens another one: from a person to the chat with her.
import { createContext, useContext } from 'react';
import type { PaneName } from './panes';

export const OpenPane = createContext<(pane: PaneName) => void>(() => {});

export function useOpenPane(): (pane: PaneName) => void {
  return useContext(OpenPane);
}

// The ids of buttons in the control bar to which the focus comes back.
import type { PaneName } from './panes';

export const viewButton = 'bar-view';

export function paneButton(pane: PaneName): string {
  return `bar-${pane}`;
}

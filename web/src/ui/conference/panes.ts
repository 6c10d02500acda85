// What can stand beside the stage, one at a time: each has a button in the control bar, a shortcut and
// a content. Name, title and close button are in the catalogues under the pane's name.
import type { ComponentType } from 'react';
import { unread } from '../../state/chat';
import type { AppState } from '../../state/model';
import { knockers, unreadLines, unseenPolls } from '../../state/selectors';
import { ChatMenu } from '../chat/ChatMenu';
import { ChatPane } from '../chat/ChatPane';
import type { IconName } from '../kit/icon_paths';
import { PeoplePane } from './PeoplePane';
import { PollsPane } from './PollsPane';
import { TypingPane } from './TypingPane';

export interface Pane {
  name: 'people' | 'chat' | 'typing' | 'polls';
  icon: IconName;
  Content: ComponentType;
  /** Beside the title: what can be set. */
  Settings?: ComponentType;
  /** How much there is that this person has not seen: the badge, and `bar.…News` as its name. */
  news(state: AppState): number;
  /** Its button is left out where the control bar has no room; the menu of views has it too. */
  alsoInMenu?: boolean;
}

export type PaneName = Pane['name'];

export const panes: readonly Pane[] = [
  { name: 'people', icon: 'people', Content: PeoplePane, news: knockers },
  {
    name: 'chat',
    icon: 'message',
    Content: ChatPane,
    Settings: ChatMenu,
    news: (state) => unread(state.conference.chat),
  },
  { name: 'typing', icon: 'typing', Content: TypingPane, news: unreadLines, alsoInMenu: true },
  { name: 'polls', icon: 'poll', Content: PollsPane, news: unseenPolls, alsoInMenu: true },
];

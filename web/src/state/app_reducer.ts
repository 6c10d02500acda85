// Every change of the state: messages of the server (reduce_server.ts) and intents of this page.
import type { ServerMessage } from '../protocol/messages';
import type { Acknowledgements } from './acknowledgement';
import type {
  Account,
  Admin,
  AppState,
  Display,
  EmailCode,
  LocalMedia,
  OperatorPage,
  Page,
  RoomEntry,
  RoomPreview,
  ServerConfig,
  Subject,
  ViewChoice,
} from './model';
import { emptyAdmin, emptyConference } from './model';
import { addNotice, dropNotice } from './notices';
import { reduceServer } from './reduce_server';

export type Action =
  | { type: 'server'; message: ServerMessage }
  | { type: 'line'; line: 'up' | 'lost' }
  | { type: 'page'; page: Page }
  | { type: 'room'; roomId: string | undefined; preview?: RoomPreview }
  | { type: 'config'; config: ServerConfig }
  | { type: 'pages'; pages: readonly OperatorPage[] }
  | { type: 'pageText'; text: AppState['pageText'] }
  | { type: 'acknowledged'; acknowledged: Acknowledgements }
  | { type: 'account'; account: Account | undefined }
  | { type: 'ownRooms'; rooms: readonly RoomEntry[] }
  | { type: 'ownName'; name: string }
  | { type: 'admin'; change: Partial<Admin> }
  | { type: 'submit' }
  | { type: 'formDone' }
  | { type: 'formProblem'; problem: string }
  | { type: 'invited' }
  | { type: 'requestAnswered' }
  | { type: 'emailCode'; emailCode: EmailCode }
  | { type: 'enter'; created: boolean; typedCode: string }
  | { type: 'local'; change: Partial<LocalMedia> }
  | { type: 'peer'; version: number }
  | { type: 'soundBlocked'; blocked: boolean }
  | { type: 'view'; change: Partial<ViewChoice> }
  | { type: 'pin'; subject: Subject | undefined }
  | { type: 'soundOnly'; on: boolean }
  | { type: 'display'; change: Partial<Display> }
  | { type: 'notice'; key: string; tone: 'quiet' | 'info' | 'warning' }
  | { type: 'noticeSeen'; id: number };

export function reduceApp(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'server':
      return reduceServer(state, action.message);
    case 'line':
      return patchConference(state, { line: action.line });
    case 'page':
      return {
        ...state,
        page: action.page,
        busy: false,
        formProblem: undefined,
        emailCode: { phase: 'none' },
        admin: emptyAdmin,
      };
    case 'room':
      return goTo(state, action.roomId, action.preview);
    case 'config':
      return { ...state, config: action.config };
    case 'pages':
      return { ...state, pages: action.pages };
    case 'pageText':
      return { ...state, pageText: action.text };
    case 'acknowledged':
      return { ...state, acknowledged: action.acknowledged };
    case 'account':
      return { ...state, account: action.account, ownRooms: [] };
    case 'ownRooms':
      return { ...state, ownRooms: action.rooms };
    case 'ownName':
      return { ...state, ownName: action.name };
    case 'admin':
      return { ...state, admin: { ...state.admin, ...action.change } };
    case 'submit':
      return { ...state, busy: true, formProblem: undefined };
    case 'formDone':
      return { ...state, busy: false, formProblem: undefined };
    case 'formProblem':
      return { ...state, busy: false, formProblem: action.problem };
    case 'requestAnswered':
      return patchConference(state, { request: undefined });
    case 'invited':
      return addNotice({ ...state, busy: false }, 'notice.invited', 'info');
    case 'emailCode':
      return { ...state, emailCode: action.emailCode };
    case 'enter': {
      const { created, typedCode } = action;
      const conference = { ...emptyConference, created, typedCode };
      return { ...state, conference, notices: [], pinned: undefined, soundOnly: false };
    }
    case 'local':
      return { ...state, local: { ...state.local, ...action.change } };
    case 'peer':
      return patchConference(state, { peerVersion: action.version, videoSlots: [] });
    case 'soundBlocked':
      return patchConference(state, { soundBlocked: action.blocked });
    case 'view':
      return { ...state, view: { ...state.view, ...action.change } };
    case 'pin':
      return { ...state, pinned: action.subject };
    case 'soundOnly':
      return { ...state, soundOnly: action.on };
    case 'display':
      return { ...state, display: { ...state.display, ...action.change } };
    case 'notice':
      return addNotice(state, action.key, action.tone);
    case 'noticeSeen':
      return dropNotice(state, action.id);
  }
}

/** Whoever leaves a room for the form that leads back finds its name there. */
function goTo(state: AppState, roomId: string | undefined, preview?: RoomPreview): AppState {
  const before = state.conference.room?.name ?? state.preview?.name;
  const lastRoomName = before ?? state.lastRoomName;
  return { ...state, roomId, preview, lastRoomName, conference: emptyConference };
}

function patchConference(state: AppState, change: Partial<AppState['conference']>): AppState {
  return { ...state, conference: { ...state.conference, ...change } };
}

// Every change of the state: messages of the server (reduce_server.ts) and intents of this page.
import type { ServerMessage } from '../protocol/messages';
import type { Acknowledgements } from './acknowledgement';
import {
  type Chat,
  type ChatFailure,
  done,
  drafted,
  emptyChat,
  failed,
  type OutgoingMessage,
  reads,
  sending,
} from './chat';
import type { ConnectionTest } from './connection_test';
import type {
  Account,
  Admin,
  AppState,
  Display,
  EmailCode,
  LineQuality,
  LocalMedia,
  OperatorPage,
  Page,
  PollDraft,
  RoomEntry,
  RoomPreview,
  ServerConfig,
  Subject,
  ViewChoice,
} from './model';
import { emptyAdmin, emptyConference } from './model';
import { addNotice, dropNotice } from './notices';
import { emptyDraft } from './polls';
import { reactionOver } from './reactions';
import { typeMyself } from './reduce_beside';
import { reduceServer } from './reduce_server';
import { self } from './selectors';
import { finish, stopTyping, watch } from './transcript';

export type Action =
  | { type: 'server'; message: ServerMessage }
  | { type: 'line'; line: 'up' | 'lost' }
  | { type: 'ownLine'; line: LineQuality }
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
  | { type: 'enter'; created: boolean; typedCode: string; chatRead: number }
  | { type: 'local'; change: Partial<LocalMedia> }
  | { type: 'peer'; version: number }
  | { type: 'soundBlocked'; blocked: boolean }
  | { type: 'view'; change: Partial<ViewChoice> }
  | { type: 'pin'; subject: Subject | undefined }
  | { type: 'soundOnly'; on: boolean }
  | { type: 'inspect'; person: number }
  | { type: 'display'; change: Partial<Display> }
  | { type: 'connectionTest'; change: Partial<ConnectionTest> }
  | { type: 'ownText'; text: string }
  | { type: 'ownTextFinished' }
  | { type: 'typingPaused'; person: number }
  | { type: 'transcriptWatched'; watched: boolean }
  | { type: 'voted'; poll: number; answers: readonly number[] }
  | { type: 'pollDraft'; change: Partial<PollDraft> | undefined }
  | { type: 'pollsSeen' }
  | { type: 'notice'; key: string; tone: 'quiet' | 'info' | 'warning' }
  | { type: 'noticeSeen'; id: number }
  | { type: 'chat'; change: ChatChange }
  | { type: 'reactionOver'; id: number };

/** What this person does with the chat. */
export type ChatChange =
  | { does: 'address'; to: number }
  | { does: 'draft'; to: number; text: string }
  | { does: 'send'; message: Omit<OutgoingMessage, 'failure'> }
  | { does: 'fail'; id: number; failure: ChatFailure }
  | { does: 'finish'; id: number }
  | { does: 'read'; reading: boolean };

export function reduceApp(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'server':
      return reduceServer(state, action.message);
    case 'line':
      return patchConference(state, { line: action.line });
    case 'ownLine':
      return patchConference(state, { ownLine: action.line });
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
      const { created, typedCode, chatRead } = action;
      const chat = { ...emptyChat, read: chatRead };
      const conference = { ...emptyConference, created, typedCode, chat };
      const seat = { pinned: undefined, soundOnly: false, inspected: 0 };
      return { ...state, conference, notices: [], ...seat };
    }
    case 'local':
      return { ...state, local: { ...state.local, ...action.change } };
    case 'peer':
      return patchConference(state, {
        peerVersion: action.version,
        videoSlots: [],
        soundSlots: [],
      });
    case 'soundBlocked':
      return patchConference(state, { soundBlocked: action.blocked });
    case 'view':
      return { ...state, view: { ...state.view, ...action.change } };
    case 'pin':
      return { ...state, pinned: action.subject };
    case 'soundOnly':
      return { ...state, soundOnly: action.on };
    case 'inspect':
      return { ...state, inspected: action.person };
    case 'display':
      return { ...state, display: { ...state.display, ...action.change } };
    case 'connectionTest':
      return { ...state, connectionTest: { ...state.connectionTest, ...action.change } };
    case 'ownText':
      return typeMyself(state, action.text);
    case 'ownTextFinished':
      return finishOwn(state);
    case 'typingPaused': {
      const transcript = stopTyping(state.conference.transcript, action.person);
      return patchConference(state, { transcript });
    }
    case 'transcriptWatched': {
      const transcript = watch(state.conference.transcript, action.watched);
      return patchConference(state, { transcript });
    }
    case 'voted': {
      const polls = state.conference.polls.map((known) =>
        known.poll.id === action.poll ? { ...known, mine: action.answers } : known,
      );
      return patchConference(state, { polls });
    }
    case 'pollDraft':
      return patchConference(state, {
        pollDraft: action.change && {
          ...(state.conference.pollDraft ?? emptyDraft),
          ...action.change,
        },
      });
    case 'pollsSeen': {
      const pollSeen = Math.max(0, ...state.conference.polls.map(({ poll }) => poll.id));
      return patchConference(state, { pollSeen });
    }
    case 'notice':
      return addNotice(state, action.key, action.tone);
    case 'noticeSeen':
      return dropNotice(state, action.id);
    case 'chat':
      return patchConference(state, { chat: changed(state.conference.chat, action.change) });
    case 'reactionOver': {
      const reactions = reactionOver(state.conference.reactions, action.id);
      return patchConference(state, { reactions });
    }
  }
}

function changed(chat: Chat, change: ChatChange): Chat {
  switch (change.does) {
    case 'address':
      return { ...chat, recipient: change.to };
    case 'draft':
      return drafted(chat, change.to, change.text);
    case 'send':
      return sending(chat, change.message);
    case 'fail':
      return failed(chat, change.id, change.failure);
    case 'finish':
      return done(chat, change.id);
    case 'read':
      return reads(chat, change.reading);
  }
}

function finishOwn(state: AppState): AppState {
  const { transcript } = state.conference;
  const me = { person: state.conference.self, name: self(state)?.name ?? '' };
  const finished = finish(transcript, me, transcript.own);
  return patchConference(state, { transcript: { ...finished, own: '' } });
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

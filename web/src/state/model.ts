// The whole state of the page as plain data. No tracks, no streams, no levels: those live in rtc/,
// and the state only counts their replacements (`…Version`) so that views know when to attach again.

import type { Account } from '../protocol/account_api';
import type { AccountPage, IssuedPasswords, Overview, Search } from '../protocol/admin_api';
import type { PollDraft } from '../protocol/beside_commands';
import type { Capture } from '../protocol/conduct_commands';
import type { SentMedia } from '../protocol/media_commands';
import { LineQuality, type Person, type Room, type SlotFill } from '../protocol/messages';
import type { OperatorPage, PageName, PageText } from '../protocol/page_api';
import type { RoomEntry, RoomPreview, ServerConfig } from '../protocol/room_api';
import type { Acknowledgements } from './acknowledgement';
import type { Door } from './appointment';
import { type BackgroundState, noBackground, type SoundTreatment } from './background';
import { type Chat, emptyChat } from './chat';
import { type ConnectionTest, emptyConnectionTest } from './connection_test';
import type { NewDevice } from './new_device';
import type { KnownPoll } from './polls';
import { noReactions, type Reactions } from './reactions';
import type { Subject } from './stage';
import { emptyTranscript, type Transcript } from './transcript';
import { defaultView, type ViewChoice } from './view_choice';

export type { Account } from '../protocol/account_api';
export type {
  AccountChange,
  AccountPage,
  ExistingRoom,
  IssuedPasswords,
  ListedAccount,
  NewAccounts,
  Overview,
  Search,
  Service,
} from '../protocol/admin_api';
export type { Permitted } from '../protocol/conduct_commands';
export type { SentMedia, WantedPicture } from '../protocol/media_commands';
export type { Person, Room, SlotFill } from '../protocol/messages';
export { LineQuality, Role, SourceKind, State as Presence } from '../protocol/messages';
export type { OperatorPage, PageName, PageText } from '../protocol/page_api';
export { isPageName, pageNames } from '../protocol/page_api';
export type {
  Appointment,
  MailedInvitation,
  Reentry,
  RoomEntry,
  RoomPreview,
  RoomRequest,
  ServerConfig,
} from '../protocol/room_api';
export type { Background, BackgroundState, SoundTreatment } from './background';
export type { NewDevice } from './new_device';
export type { Subject } from './stage';
export type { ViewChoice } from './view_choice';
export type { PollDraft };

/** Why a page is over; the texts are in the catalogues under `end`. */
export type EndKind =
  | 'left'
  | 'removed'
  | 'rejected'
  | 'roomEnded'
  | 'takenOver'
  | 'roomFull'
  | 'barred'
  | 'locked'
  | 'overloaded'
  | 'closed'
  | 'expired'
  | 'paused'
  | 'over'
  | 'notInvited'
  | 'linkInUse'
  | 'noSuchRoom'
  | 'unreachable';

/** The pages with an address of their own, beside the rooms. */
export type PlaceName = 'start' | 'create' | 'signIn' | 'reentry' | 'admin' | 'help' | PageName;

export type ClosedDoor = Exclude<Door, 'open'>;

export type Page =
  | { name: 'loading' }
  | { name: PlaceName }
  | { name: 'prejoin' }
  /** `mailed`: of a room made just now, whether its invitations are on their way. */
  | { name: 'appointment'; door: ClosedDoor; mailed?: boolean }
  | { name: 'conference' }
  | { name: 'end'; kind: EndKind };

/** Why a form was not accepted: a refusal code in lower case, or `network`. */
export type FormProblem = string;

/** Why a microphone, camera or screen gives nothing; the texts are under `problem`. */
export type DeviceProblem = 'none' | 'denied' | 'inUse' | 'insecure' | 'unsupported' | 'failed';

export type CaptureKind = 'microphone' | 'camera';
export type MediaKind = Capture;
export type DeviceKind = CaptureKind | 'loudspeaker';

export interface Device {
  id: string;
  label: string;
  /** The same for the parts of one headset. */
  group?: string;
}

/** What a shared screen shows: text to be read, or something that moves. */
export type ScreenContent = 'detail' | 'motion';

export interface LocalMedia {
  /** What the person wants; `problem` says whether it can be had. */
  wanted: Record<CaptureKind, boolean>;
  live: Record<CaptureKind, boolean>;
  problem: Partial<Record<CaptureKind, DeviceProblem>>;
  devices: Record<DeviceKind, Device[]>;
  chosen: Partial<Record<DeviceKind, string>>;
  /** Counts the replacements of the camera's and the screen's picture. */
  cameraVersion: number;
  screenVersion: number;
  sharing: boolean;
  canShare: boolean;
  canChooseLoudspeaker: boolean;
  screenContent: ScreenContent;
  /** The microphone is on for as long as a key is held. */
  talking: boolean;
  /** Somebody speaks into a microphone that is off. */
  speaksMuted: boolean;
  /** Counts how often the microphone was found to give back what the loudspeaker plays. */
  echoes: number;
  /** Plugged in just now, and not in use yet. */
  newDevice: NewDevice | undefined;
  /** The camera looks away from the person: its picture is no mirror. */
  facesAway: boolean;
  /** What the others see behind the person. */
  background: BackgroundState;
  soundTreatment: SoundTreatment;
}

export interface AccessData {
  code: string;
  pin: string;
  /** Shows the HTTP API for ten minutes that this person moderates. */
  token: string;
}

export interface Conference {
  phase: 'connecting' | 'waiting' | 'inside';
  line: 'up' | 'lost';
  /** How good the own line is; that of others stands with them (R55). */
  ownLine: LineQuality;
  self: number;
  room: Room | undefined;
  /** In the order of their numbers, as they came first. */
  people: readonly Person[];
  /** Who knocked last; 0: nobody yet. */
  knocked: number;
  videoSlots: readonly SlotFill[];
  soundSlots: readonly SlotFill[];
  speakers: readonly number[];
  /** Which of the others spoke last; 0: nobody yet. */
  floor: number;
  transcript: Transcript;
  polls: readonly KnownPoll[];
  /** The question that this person is about to ask; undefined: none. */
  pollDraft: PollDraft | undefined;
  /** The newest poll that has been in sight. */
  pollSeen: number;
  /** Counts the peer connections: with a new one every tile attaches again. */
  peerVersion: number;
  soundBlocked: boolean;
  /** What a moderator has asked this person to switch on, until it is answered (R43). */
  request: { by: string; kind: MediaKind } | undefined;
  /** What moderators see of the room's secrets; empty where there is none. */
  accessData: AccessData | undefined;
  /** Made by this person just now: the invitation opens by itself (R17). */
  created: boolean;
  /** The access code that was typed at the door; forgotten with the page. */
  typedCode: string;
  chat: Chat;
  reactions: Reactions;
}

/** The one-time code that proves an e-mail address (R7). */
export interface EmailCode {
  phase: 'none' | 'asking' | 'sent';
  problem?: FormProblem;
}

/** Something to say aloud (aria-live) and to show for a moment. */
export interface Notice {
  id: number;
  key: string;
  name?: string;
  tone: 'quiet' | 'info' | 'warning';
}

/** The window and the screen of this browser. */
export interface Display {
  /** Fewer pictures, a camera on each side. */
  phone: boolean;
  /** In the background, or covered. */
  hidden: boolean;
  fullScreen: boolean;
  canFullScreen: boolean;
  /** One picture floats over other programs. */
  floating: boolean;
  canFloat: boolean;
}

/** What the administrator's page shows (R65). Passwords are here until its user has put them away. */
export interface Admin {
  overview: Overview | undefined;
  rooms: Search;
  accounts: AccountPage | undefined;
  accountSearch: Search;
  passwords: IssuedPasswords | undefined;
  /** The last refresh failed: what is shown may be old. */
  stale: boolean;
}

export interface AppState {
  page: Page;
  roomId: string | undefined;
  config: ServerConfig | undefined;
  /** The operator's own pages; none until they are known. */
  pages: readonly OperatorPage[];
  /** Of the page that is shown, or why there is none. */
  pageText: PageText | 'missing' | 'unreachable' | undefined;
  acknowledged: Acknowledgements;
  preview: RoomPreview | undefined;
  /** Of the room that this page showed last. */
  lastRoomName: string;
  /** Who is signed in. */
  account: Account | undefined;
  /** What that account has made. */
  ownRooms: readonly RoomEntry[];
  ownName: string;
  busy: boolean;
  formProblem: FormProblem | undefined;
  emailCode: EmailCode;
  admin: Admin;
  local: LocalMedia;
  conference: Conference;
  view: ViewChoice;
  pinned: Subject | undefined;
  /** Nothing is asked for but sound (R55), and no camera sends. */
  soundOnly: boolean;
  /** Whose line and figures are shown in a dialog; 0: nobody's. */
  inspected: number;
  display: Display;
  connectionTest: ConnectionTest;
  notices: readonly Notice[];
  /** How many there ever were; gives each its id. */
  noticeCount: number;
}

export const emptyConference: Conference = {
  phase: 'connecting',
  line: 'up',
  ownLine: LineQuality.UNSPECIFIED,
  self: 0,
  room: undefined,
  people: [],
  knocked: 0,
  videoSlots: [],
  soundSlots: [],
  speakers: [],
  floor: 0,
  transcript: emptyTranscript,
  polls: [],
  pollDraft: undefined,
  pollSeen: 0,
  peerVersion: 0,
  soundBlocked: false,
  request: undefined,
  accessData: undefined,
  created: false,
  typedCode: '',
  chat: emptyChat,
  reactions: noReactions,
};

/** Lines of a list at first; each "more" adds as many. */
export const linesPerPage = 100;

export const emptyAdmin: Admin = {
  overview: undefined,
  rooms: { text: '', limit: linesPerPage },
  accounts: undefined,
  accountSearch: { text: '', limit: linesPerPage },
  passwords: undefined,
  stale: false,
};

export const initialState: AppState = {
  page: { name: 'loading' },
  roomId: undefined,
  config: undefined,
  pages: [],
  pageText: undefined,
  acknowledged: {},
  preview: undefined,
  lastRoomName: '',
  account: undefined,
  ownRooms: [],
  ownName: '',
  busy: false,
  formProblem: undefined,
  emailCode: { phase: 'none' },
  admin: emptyAdmin,
  local: {
    wanted: { microphone: true, camera: true },
    live: { microphone: false, camera: false },
    problem: {},
    devices: { microphone: [], camera: [], loudspeaker: [] },
    chosen: {},
    cameraVersion: 0,
    screenVersion: 0,
    sharing: false,
    canShare: false,
    canChooseLoudspeaker: false,
    screenContent: 'detail',
    talking: false,
    speaksMuted: false,
    echoes: 0,
    newDevice: undefined,
    facesAway: false,
    background: noBackground,
    soundTreatment: 'browser',
  },
  conference: emptyConference,
  view: defaultView,
  pinned: undefined,
  soundOnly: false,
  inspected: 0,
  display: {
    phone: false,
    hidden: false,
    fullScreen: false,
    canFullScreen: false,
    floating: false,
    canFloat: false,
  },
  connectionTest: emptyConnectionTest,
  notices: [],
  noticeCount: 0,
};

/** What the server is told of the own media. */
export function sentMedia(local: LocalMedia, screenSound: boolean): SentMedia {
  return {
    microphone: local.wanted.microphone && local.live.microphone,
    camera: local.wanted.camera && local.live.camera,
    screen: local.sharing,
    screenSound: local.sharing && screenSound,
  };
}

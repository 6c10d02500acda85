// What the user interface may ask for, by topic. app/ carries it out; tests and pages only see this.
import type { Figures } from './figures';
import type {
  AccountChange,
  Background,
  DeviceKind,
  MailedInvitation,
  MediaKind,
  NewAccounts,
  PageName,
  Permitted,
  PlaceName,
  PollDraft,
  Reentry,
  RoomRequest,
  ScreenContent,
  SoundTreatment,
  Subject,
  ViewChoice,
  WantedPicture,
} from './model';
import type { ReactionKind } from './reactions';

export interface Actions {
  readonly pages: PageActions;
  readonly entry: EntryActions;
  readonly devices: DeviceActions;
  readonly room: RoomActions;
  readonly conduct: ConductActions;
  readonly chat: ChatActions;
  readonly text: TextActions;
  readonly polls: PollActions;
  readonly view: ViewActions;
  readonly connectionTest: ConnectionTestActions;
  readonly admin: AdminActions;
}

export interface PageActions {
  /** An anchor is the id of a heading there. */
  open(place: PlaceName, anchor?: string): void;
  /** The same as an address, for links. */
  address(place: PlaceName, anchor?: string): string;
  /** From the start page to a room that exists: its name, or a whole link. */
  openRoom(nameOrLink: string): void;
  /** From an end page back to the pre-join page of the room. */
  comeBack(): void;
  switchLanguage(language: string): void;
  /** To `pageText`; the language is a wish. */
  loadText(page: PageName, language: string): void;
  /** Privacy notice and house rules, as they are now; kept in this browser (R50, R64). */
  acknowledge(): void;
  /** Asks again before the next conference (R67). */
  withdraw(page: PageName): void;
}

/** Everything before the conference: forms whose outcome is `busy` and `formProblem` in the state. */
export interface EntryActions {
  /** One name for both: the room is created, or found if it exists (R9). */
  createOrFind(name: string): void;
  /** Into the new room at once, as its moderator (R8). */
  create(request: RoomRequest): void;
  join(name: string, code: string): void;
  reenter(entry: Reentry): void;
  requestEmailCode(email: string): void;
  signIn(login: string, password: string): void;
  signOut(): void;
}

export interface DeviceActions {
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
  choose(kind: DeviceKind, id: string): void;
  /** What was plugged in just now (`local.newDevice`) is used from now on, or not. */
  answerNewDevice(use: boolean): void;
  /** Push to talk: on while a key is held. Nothing happens to a microphone that is on anyway. */
  talk(on: boolean): void;
  /** The other side of a phone. */
  flipCamera(): void;
  setScreenContent(content: ScreenContent): void;
  /** Also while it is that already: another try. */
  setBackground(background: Background): void;
  /** Kept in this browser alone, and used at once; a file that is no picture is a notice. */
  setOwnPicture(file: File): void;
  setSoundTreatment(treatment: SoundTreatment): void;
  /** No pictures are asked for, the own camera stops (R55); off: as it was before. */
  setSoundOnly(on: boolean): void;
  /** A few notes through the chosen loudspeaker. */
  playTestSound(): void;
  /** Asks the browser again, after a permission was denied or a device was missing. */
  retry(): void;
}

/** What is asked of the room's server. All but leave are for moderators. */
export interface RoomActions {
  leave(): void;
  endForAll(): void;
  admit(people: readonly number[]): void;
  reject(people: readonly number[]): void;
  remove(person: number, bar: boolean): void;
  sendToWait(person: number): void;
  setWaitingRoom(on: boolean): void;
  /** An empty one removes it. */
  setAccessCode(code: string): void;
  /** To `conference.accessData`. */
  loadAccessData(): void;
  /** By the server's own mail; the outcome is a notice or `formProblem`. */
  mailInvitation(invitation: MailedInvitation): void;
  pause(): void;
}

/** Who speaks and shows. All but the own hand and the answer to a request are for moderators. */
export interface ConductActions {
  raiseHand(up: boolean): void;
  /** Nobody named: everybody's. */
  lowerHands(people: readonly number[]): void;
  /** Nobody named: everybody but moderators. */
  switchOff(kind: MediaKind, people: readonly number[]): void;
  askToSwitchOn(person: number, kind: MediaKind): void;
  /** To what a moderator asked of this person last. */
  answerRequest(yes: boolean): void;
  permit(change: Partial<Permitted>): void;
  setModerator(person: number, moderates: boolean): void;
  lock(on: boolean): void;
}

/** What is said beside the sound (R46). */
export interface ChatActions {
  /** To whom the next message goes; 0: everybody. */
  address(to: number): void;
  draft(to: number, text: string): void;
  /** What is drafted for the recipient; on its way it stands in `chat.outbox`. */
  send(): void;
  /** What was not sent, once more or not at all. */
  sendAgain(id: number): void;
  giveUp(id: number): void;
  /** Whether the newest messages are before somebody's eyes. */
  read(reading: boolean): void;
  /** At most a few a second; what is more is left out. */
  react(kind: ReactionKind): void;
  reactionOver(id: number): void;
}

/** Real-time text (EN 301 549, 6.2): `conference.transcript`. */
export interface TextActions {
  /** What stands in the field now. */
  type(text: string): void;
  finishLine(): void;
  /** The pane is open until the answer is called. */
  watch(): () => void;
}

/** All but voting and seeing are for moderators. */
export interface PollActions {
  /** What has changed in the form, which outlives its pane; undefined closes it. */
  draft(change: Partial<PollDraft> | undefined): void;
  /** `ended` runs when the server has answered, or did not. */
  create(draft: PollDraft, ended: (taken: boolean) => void): void;
  /** Replaces what was chosen before; nothing withdraws it. */
  vote(poll: number, answers: readonly number[]): void;
  close(poll: number): void;
  remove(poll: number): void;
  /** Those that are there are in sight. */
  see(): void;
}

export interface ViewActions {
  /** What is on the screen now. Debounced by the receiver. */
  look(wanted: readonly WantedPicture[]): void;
  /** Remembered by the browser. */
  choose(change: Partial<ViewChoice>): void;
  /** Large until it is let go, whoever speaks; undefined lets go. */
  pin(subject: Subject | undefined): void;
  /** Opens the dialog about somebody's line; 0 closes it. */
  inspect(person: number): void;
  toggleFullScreen(): void;
  /** One picture over other programs: what is large on the stage, or who speaks. */
  toggleFloating(): void;
  unlockSound(): void;
  /** A part of the page that was opened did not come. */
  notLoaded(): void;
  /** `what` is a key under `copied`, for the notice. */
  copy(text: string, what: CopiedText): void;
  saveText(fileName: string, text: string, type?: string): void;
  /** Only what is marked for it (ui/access/AccessCard). */
  print(): void;
  /** start: an instant as ISO 8601 in UTC. */
  saveCalendar(start: string, minutes: number): void;
  seen(notice: number): void;
}

/** To `connectionTest` in the state (R55). */
export interface ConnectionTestActions {
  /** From the beginning, however far the last one came. */
  start(): void;
  stop(): void;
}

/**
 * What administrators do (R13, R41, R65). `busy` and `formProblem` tell how it went; `done` runs when
 * it went well, with the lists read again.
 */
export interface AdminActions {
  /** Reads the lists, and again every ten seconds while the page is seen, until the answer is called. */
  watch(): () => void;
  /** As somebody types: the lists of rooms and of accounts. */
  searchRooms(text: string): void;
  searchAccounts(text: string): void;
  moreRooms(): void;
  moreAccounts(): void;
  endRoom(id: string, done: () => void): void;
  closeService(notice: string, endRunning: boolean, done: () => void): void;
  openService(done: () => void): void;
  /** To `admin.passwords`, as is newPassword. */
  addAccounts(wanted: NewAccounts, done: () => void): void;
  newPassword(login: string, done: () => void): void;
  /** The passwords that were shown are put away. */
  forgetPasswords(): void;
  changeAccount(login: string, change: AccountChange, done: () => void): void;
  removeAccount(login: string, done: () => void): void;
  /** A dialog opens: what the last one was refused is not its problem. */
  begin(): void;
}

export type CopiedText = 'link' | 'code' | 'text' | 'accessData';

/** Pictures and levels, handed to elements directly: they never pass through the state. */
export interface MediaSource {
  ownCamera(): MediaStream | null;
  ownScreen(): MediaStream | null;
  slot(slot: number): MediaStream | null;
  /** Of what this person sends here, or of what this page sends; a rate needs two calls. */
  figures(person: number): Promise<Figures | undefined>;
  /** 0 … 1, how loud the own microphone is at this moment. */
  microphoneLevel(): number;
}

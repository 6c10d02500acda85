// Puts the parts together: one object for each topic of state/ports.ts, and what the browser reports.
import { AccountApi } from '../protocol/account_api';
import { AdminApi } from '../protocol/admin_api';
import { HttpLine } from '../protocol/http_line';
import { PageApi } from '../protocol/page_api';
import { RoomApi } from '../protocol/room_api';
import { KnockSound } from '../rtc/knock_sound';
import { SoundPlayer } from '../rtc/sound_player';
import type { Action } from '../state/app_reducer';
import type { Figures } from '../state/figures';
import type { AppState } from '../state/model';
import type { Actions, MediaSource } from '../state/ports';
import type { Store } from '../state/store';
import { Admin } from './admin';
import { sleepEnvironment, watchNetwork } from './browser';
import type { Call } from './call';
import { Chat } from './chat';
import { Conduct } from './conduct';
import { ConnectionCheck } from './connection_check';
import { Devices } from './devices';
import { Display } from './display';
import { Entry } from './entry';
import { Pages } from './pages';
import { Polling } from './polling';
import type { Preferences } from './preferences';
import { RoomControl } from './room_control';
import { watchSleep } from './sleep_watch';
import { Stay } from './stay';
import { TextTalk } from './text_talk';
import { View } from './view';

export class Plenum implements Actions, MediaSource {
  readonly pages: Pages;
  readonly entry: Entry;
  readonly devices: Devices;
  readonly room: RoomControl;
  readonly conduct: Conduct;
  readonly chat: Chat;
  readonly text: TextTalk;
  readonly polls: Polling;
  readonly view: View;
  readonly connectionTest: ConnectionCheck;
  readonly admin: Admin;
  private readonly stay: Stay;
  private readonly knock = new KnockSound();

  constructor(store: Store<AppState, Action>, preferences: Preferences, sounds: HTMLElement) {
    const line = new HttpLine((path, init) => fetch(path, init));
    const sound = new SoundPlayer(sounds, (blocked) =>
      store.dispatch({ type: 'soundBlocked', blocked }),
    );
    this.devices = new Devices(store, preferences, sound, () => this.mediaChanged());
    const parts = {
      store,
      preferences,
      sound,
      devices: this.devices,
      knock: this.knock,
      rooms: new RoomApi(line),
      accounts: new AccountApi(line),
      texts: new PageApi(line),
    };
    this.stay = new Stay({ ...parts, told: (message) => this.text.receive(message) });
    this.pages = new Pages({ ...parts, stay: this.stay });
    this.entry = new Entry({ ...parts, stay: this.stay, pages: this.pages });
    this.room = new RoomControl(store, this.stay, parts.rooms);
    this.conduct = new Conduct(store, this.stay, this.devices);
    this.chat = new Chat(store, this.stay);
    this.text = new TextTalk(store, this.stay);
    this.polls = new Polling(store, this.stay);
    const display = new Display(store, (slot) => this.slot(slot));
    this.view = new View(store, this.stay, sound, preferences, display);
    this.connectionTest = new ConnectionCheck(store);
    this.admin = new Admin({
      store,
      admin: new AdminApi(line),
      pages: this.pages,
      isSeen: () => document.visibilityState === 'visible',
    });
    store.dispatch({ type: 'ownName', name: preferences.name() });
    store.dispatch({ type: 'acknowledged', acknowledged: preferences.acknowledged() });
  }

  start(): void {
    window.addEventListener('popstate', () => void this.pages.route());
    watchNetwork(() => this.currentCall()?.networkChanged());
    watchSleep(sleepEnvironment, () => this.currentCall()?.networkChanged());
    // Any click lets blocked sound play; the button in the conference says so.
    for (const event of ['pointerup', 'keydown']) {
      document.addEventListener(event, () => {
        this.view.retrySound();
        this.devices.media().wakeSound();
        this.knock.wake();
      });
    }
    void this.pages.route();
  }

  currentCall(): Call | undefined {
    return this.stay.call();
  }

  ownCamera(): MediaStream | null {
    return this.devices.media().ownCamera();
  }

  ownScreen(): MediaStream | null {
    return this.devices.media().screen.own();
  }

  slot(slot: number): MediaStream | null {
    return this.currentCall()?.currentPeer()?.videoStream(slot) ?? null;
  }

  async figures(person: number): Promise<Figures | undefined> {
    return this.currentCall()?.figures(person);
  }

  microphoneLevel(): number {
    return this.devices.media().microphoneLevel();
  }

  private mediaChanged(): void {
    this.currentCall()?.mediaChanged();
    this.view.retrySound();
  }
}

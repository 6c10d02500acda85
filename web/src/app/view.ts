// What is seen and heard of the conference, and what leaves it for other programs: the
// clipboard, files, paper.
import { calendarFile } from '../protocol/room_api';
import type { SoundPlayer } from '../rtc/sound_player';
import type { Action } from '../state/app_reducer';
import type { AppState, Subject, ViewChoice, WantedPicture } from '../state/model';
import type { CopiedText, ViewActions } from '../state/ports';
import type { Store } from '../state/store';
import type { Display } from './display';
import type { Preferences } from './preferences';
import type { Stay } from './stay';

/** Long enough for a browser to begin with the download. */
const blobLifeMs = 60_000;

export class View implements ViewActions {
  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
    private readonly sound: SoundPlayer,
    private readonly preferences: Preferences,
    private readonly display: Display,
  ) {
    store.dispatch({ type: 'view', change: preferences.view() });
  }

  look(wanted: readonly WantedPicture[]): void {
    this.stay.call()?.look(wanted);
  }

  choose(change: Partial<ViewChoice>): void {
    this.store.dispatch({ type: 'view', change });
    this.preferences.rememberView(this.store.state().view);
  }

  pin(subject: Subject | undefined): void {
    this.store.dispatch({ type: 'pin', subject });
  }

  inspect(person: number): void {
    this.store.dispatch({ type: 'inspect', person });
  }

  notLoaded(): void {
    this.store.dispatch({ type: 'notice', key: 'notLoaded', tone: 'warning' });
  }

  toggleFullScreen(): void {
    this.display.toggleFullScreen();
  }

  toggleFloating(): void {
    this.display.toggleFloating();
  }

  unlockSound(): void {
    void this.sound.unlock();
  }

  /** Browsers let a page play after a click, or once it captures. */
  retrySound(): void {
    if (this.store.state().conference.soundBlocked) this.unlockSound();
  }

  copy(text: string, what: CopiedText): void {
    const written =
      navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => this.tell(`copied.${what}`),
      () => this.tell('copied.failed'),
    );
  }

  saveText(fileName: string, text: string, type = 'text/plain'): void {
    const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    download(address, fileName);
    window.setTimeout(() => URL.revokeObjectURL(address), blobLifeMs);
  }

  print(): void {
    window.print();
  }

  saveCalendar(start: string, minutes: number): void {
    const { roomId } = this.store.state();
    if (roomId !== undefined) download(calendarFile(roomId, start, minutes), '');
  }

  seen(id: number): void {
    this.store.dispatch({ type: 'noticeSeen', id });
  }

  private tell(key: string): void {
    this.store.dispatch({ type: 'notice', key, tone: 'info' });
  }
}

/** An empty name leaves it to the server. */
function download(address: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
}

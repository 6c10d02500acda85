// What the user interface may ask for. app/plenum.ts carries it out; tests and pages only see this.
import type { DeviceKind, WantedPicture } from './model';

export interface Actions {
  createRoom(name: string): void;
  join(name: string, code: string): void;
  leave(): void;
  /** From an end page back to the pre-join page of the room. */
  comeBack(): void;
  goToStart(): void;
  /** From the start page to a room that exists. */
  openRoom(id: string): void;
  switchLanguage(language: string): void;

  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
  chooseDevice(kind: DeviceKind, id: string): void;
  /** Asks the browser again, after a permission was denied or a device was missing. */
  retryDevices(): void;

  admit(people: readonly number[]): void;
  reject(people: readonly number[]): void;
  remove(person: number, bar: boolean): void;

  /** What is on the screen now. Debounced by the receiver. */
  look(wanted: readonly WantedPicture[]): void;
  /** Tiles of one gallery page; the slots for them are asked for first. */
  showPerPage(tiles: number): void;
  unlockSound(): void;
  copyLink(): void;
  seen(notice: number): void;
}

/** Pictures and levels, handed to elements directly: they never pass through the state. */
export interface MediaSource {
  ownCamera(): MediaStream | null;
  ownScreen(): MediaStream | null;
  slot(slot: number): MediaStream | null;
  /** 0 … 1, how loud the own microphone is at this moment. */
  microphoneLevel(): number;
}

// Message family "media": the offer, what I send, what I look at.
import type { CommandBody, SourceKind } from './messages';

export interface SendingSection {
  mid: string;
  kind: SourceKind;
}

export interface SentMedia {
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  screenSound: boolean;
}

export interface WantedPicture {
  person: number;
  kind: SourceKind;
  /** Pixels of the viewer's screen, devicePixelRatio included. */
  height: number;
}

/** The server reads no more entries than this. */
export const maxWanted = 49;

export function offer(connection: number, sdp: string, sections: SendingSection[]): CommandBody {
  return { case: 'offer', value: { connection, sdp, sections } };
}

export function setMedia(media: SentMedia): CommandBody {
  return { case: 'setMedia', value: { ...media } };
}

export function sameMedia(a: SentMedia, b: SentMedia): boolean {
  return (
    a.microphone === b.microphone &&
    a.camera === b.camera &&
    a.screen === b.screen &&
    a.screenSound === b.screenSound
  );
}

export function view(wanted: readonly WantedPicture[]): CommandBody {
  return {
    case: 'view',
    value: { wanted: wanted.slice(0, maxWanted).map((entry) => ({ ...entry })) },
  };
}

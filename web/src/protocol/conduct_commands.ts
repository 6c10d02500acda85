// Message family "conduct": hands, muting, permitting, asking, roles, the lock, one's own line. The server decides who
// may; nobody's microphone or camera is ever switched on from here.
import { type CommandBody, type LineQuality, Role, SourceKind } from './messages';

export type Capture = 'microphone' | 'camera' | 'screen';

export interface Permitted {
  microphones: boolean;
  cameras: boolean;
  screens: boolean;
  chat: boolean;
  privateChat: boolean;
}

const kinds: Record<Capture, SourceKind> = {
  microphone: SourceKind.MICROPHONE,
  camera: SourceKind.CAMERA,
  screen: SourceKind.SCREEN,
};

/** What an AskedToSwitchOn is about. */
export function captureOf(kind: SourceKind): Capture | undefined {
  return (Object.keys(kinds) as Capture[]).find((capture) => kinds[capture] === kind);
}

/** No people: everybody but moderators. */
export function switchOff(kind: Capture, people: readonly number[]): CommandBody {
  return { case: 'switchOff', value: { kind: kinds[kind], people: [...people] } };
}

export function askToSwitchOn(person: number, kind: Capture): CommandBody {
  return { case: 'askToSwitchOn', value: { person, kind: kinds[kind] } };
}

export function setPermitted(permitted: Permitted): CommandBody {
  return { case: 'setPermitted', value: { permitted: { ...permitted } } };
}

export function raiseHand(up: boolean): CommandBody {
  return { case: 'raiseHand', value: { up } };
}

/** No people: everybody's. */
export function lowerHands(people: readonly number[]): CommandBody {
  return { case: 'lowerHands', value: { people: [...people] } };
}

export function setModerator(person: number, moderates: boolean): CommandBody {
  const role = moderates ? Role.MODERATOR : Role.PARTICIPANT;
  return { case: 'setRole', value: { person, role } };
}

export function reportLine(quality: LineQuality): CommandBody {
  return { case: 'reportLine', value: { quality } };
}

export function lockRoom(on: boolean): CommandBody {
  return { case: 'lockRoom', value: { on } };
}

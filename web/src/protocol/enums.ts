// The numbers of plenum.proto's enums by name. The generated ones are the same, but bring the whole of
// protobuf with them: pages that only show what a message says would load it before there is any
// conference. The types are the generated ones, so that a name that is missing here does not compile;
// enums.test.ts compares the numbers.
import type * as generated from './generated/plenum_pb';

export type EndReason = generated.EndReason;
export const EndReason = numbers<typeof generated.EndReason>({
  UNSPECIFIED: 0,
  ROOM_ENDED: 1,
  REMOVED: 2,
  REJECTED: 3,
  TAKEN_OVER: 4,
  LEFT: 5,
  SERVER_STOPS: 6,
  ROOM_PAUSED: 7,
});

export type LineQuality = generated.LineQuality;
export const LineQuality = numbers<typeof generated.LineQuality>({
  UNSPECIFIED: 0,
  GOOD: 1,
  UNSTEADY: 2,
  POOR: 3,
});

export type Reaction = generated.Reaction;
export const Reaction = numbers<typeof generated.Reaction>({
  UNSPECIFIED: 0,
  APPLAUSE: 1,
  THUMBS_UP: 2,
  HEART: 3,
  LAUGHTER: 4,
  SURPRISE: 5,
});

export type RefusalCode = generated.RefusalCode;
export const RefusalCode = numbers<typeof generated.RefusalCode>({
  UNSPECIFIED: 0,
  BAD_MESSAGE: 1,
  BAD_TOKEN: 2,
  NO_SUCH_ROOM: 3,
  ROOM_FULL: 4,
  NOT_PERMITTED: 5,
  WRONG_STATE: 6,
  NO_SUCH_PERSON: 7,
  BAD_OFFER: 8,
  TOO_FAST: 9,
  BARRED: 10,
  WRONG_CODE: 11,
  NAME_TAKEN: 12,
  BAD_NAME: 13,
  OVERLOADED: 14,
  LOCKED: 15,
  TOO_EARLY: 16,
  OVER: 17,
  NOT_INVITED: 18,
  LINK_IN_USE: 19,
  BAD_TIME: 20,
  CLOSED: 21,
});

export type Role = generated.Role;
export const Role = numbers<typeof generated.Role>({
  UNSPECIFIED: 0,
  MODERATOR: 1,
  PARTICIPANT: 2,
  OBSERVER: 3,
});

export type SourceKind = generated.SourceKind;
export const SourceKind = numbers<typeof generated.SourceKind>({
  UNSPECIFIED: 0,
  MICROPHONE: 1,
  CAMERA: 2,
  SCREEN: 3,
  SCREEN_SOUND: 4,
});

export type State = generated.State;
export const State = numbers<typeof generated.State>({
  UNSPECIFIED: 0,
  WAITING: 1,
  INSIDE: 2,
});

type Names<Enum> = Record<Extract<keyof Enum, string>, number>;

function numbers<Enum>(values: Names<Enum>): Enum {
  return Object.freeze(values) as unknown as Enum;
}

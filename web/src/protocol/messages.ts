// The messages of plenum.proto under the names the client uses: types and numbers alone. What makes
// frames of them is frames.ts, which loads with the conference.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ClientMessageSchema } from './generated/plenum_pb';

export { EndReason, LineQuality, Reaction, RefusalCode, Role, SourceKind, State } from './enums';
export type {
  Answer,
  ChatSaid,
  Person,
  Poll,
  PollShown,
  Relay,
  Room,
  ServerMessage,
  SetMedia,
  SlotFill,
  Slots,
  TypedLine,
  Wanted,
  Welcome,
} from './generated/plenum_pb';

type ClientInit = MessageInitShape<typeof ClientMessageSchema>;

/** What a command carries, without its id. */
export type CommandBody = NonNullable<ClientInit['body']>;

// The generated types of plenum.proto under the names the client uses, and the frames of the wire.
// Binary frames only: the JSON mapping is for people and scripts.
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  ClientMessageSchema,
  type ServerMessage,
  ServerMessageSchema,
} from './generated/plenum_pb';

export type {
  Answer,
  Person,
  Relay,
  Room,
  ServerMessage,
  SetMedia,
  SlotFill,
  Slots,
  Wanted,
  Welcome,
} from './generated/plenum_pb';
export { EndReason, RefusalCode, Role, SourceKind, State } from './generated/plenum_pb';

type ClientInit = MessageInitShape<typeof ClientMessageSchema>;

/** What a command carries, without its id. */
export type CommandBody = NonNullable<ClientInit['body']>;

export function encodeCommand(id: number, body: CommandBody): Uint8Array<ArrayBuffer> {
  const bytes = toBinary(ClientMessageSchema, create(ClientMessageSchema, { id, body }));
  return bytes as Uint8Array<ArrayBuffer>;
}

/** Undefined when the bytes are no ServerMessage: such a frame is skipped, never thrown on. */
export function decodeEvent(frame: ArrayBuffer): ServerMessage | undefined {
  try {
    return fromBinary(ServerMessageSchema, new Uint8Array(frame));
  } catch {
    return undefined;
  }
}

// Frames of the wire. Binary ones only: the JSON mapping is for people and scripts.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  ClientMessageSchema,
  type ServerMessage,
  ServerMessageSchema,
} from './generated/plenum_pb';
import type { CommandBody } from './messages';

export function encodeCommand(id: number, body: CommandBody): Uint8Array<ArrayBuffer> {
  const bytes = toBinary(ClientMessageSchema, create(ClientMessageSchema, { id, body }));
  return bytes as Uint8Array<ArrayBuffer>;
}

/** What a frame says, in order; nothing when it is no ServerMessage: such a frame is skipped, never thrown on. */
export function decodeEvents(frame: ArrayBuffer): ServerMessage[] {
  try {
    const message = fromBinary(ServerMessageSchema, new Uint8Array(frame));
    return message.body.case === 'together' ? message.body.value.messages : [message];
  } catch {
    return [];
  }
}

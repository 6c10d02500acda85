// The golden messages of docs/signalling, which the server's tests read too: both sides agree on the
// bytes and on the JSON of every kind of message.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { ClientMessageSchema, ServerMessageSchema } from './generated/plenum_pb';

interface Golden {
  direction: 'client to server' | 'server to client';
  json: JsonValue;
  protobuf: string;
}

const folder = resolve(import.meta.dirname, '../../../docs/signalling');

function read(name: string): Golden {
  return JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as Golden;
}

function kindsOf(schema: DescMessage): string[] {
  const body = schema.oneofs.find((oneof) => oneof.name === 'body');
  return body?.fields.map((field) => field.name) ?? [];
}

describe('golden messages', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

  it.each(names)('%s', (name) => {
    const golden = read(name);
    const fromServer = golden.direction === 'server to client';
    const schema = fromServer ? ServerMessageSchema : ClientMessageSchema;
    const bytes = Buffer.from(golden.protobuf, 'hex');
    expect(Buffer.from(toBinary(schema, fromJson(schema, golden.json))).toString('hex')).toBe(
      golden.protobuf,
    );
    // The server writes every field; people leave out what is false, zero or empty.
    const json = toJson(schema, fromBinary(schema, bytes), { alwaysEmitImplicit: fromServer });
    expect(json).toEqual(golden.json);
  });

  it('there is one for every kind of message', () => {
    const kinds = [...kindsOf(ClientMessageSchema), ...kindsOf(ServerMessageSchema)];
    expect(kinds).toHaveLength(55);
    for (const kind of kinds) expect(names).toContain(`${kind}.json`);
  });
});

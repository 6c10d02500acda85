import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from './frames';
import { ClientMessageSchema } from './generated/plenum_pb';
import { maxWanted, offer, sameMedia, setMedia, view } from './media_commands';
import { type CommandBody, SourceKind } from './messages';
import { admit, reject, remove, sendToWait } from './moderation_commands';
import { endRoom, getAccessData, pauseRoom, setAccessCode, setWaitingRoom } from './room_commands';
import { hello, leave } from './session_commands';

/** What the server reads. */
function onTheWire(body: CommandBody) {
  return fromBinary(ClientMessageSchema, encodeCommand(7, body));
}

describe('session commands', () => {
  it('carry either a token or a ticket', () => {
    expect(onTheWire(hello({ token: 't' }, 0)).body.value).toMatchObject({
      credential: { case: 'token', value: 't' },
    });
    expect(onTheWire(hello({ ticket: 'r' }, 42)).body.value).toMatchObject({
      credential: { case: 'resumeTicket', value: 'r' },
    });
  });

  it('leave has no fields, but is there', () => {
    expect(onTheWire(leave())).toMatchObject({ id: 7, body: { case: 'leave' } });
  });
});

describe('room commands', () => {
  it('the waiting room is switched, the code is set or emptied', () => {
    expect(onTheWire(setWaitingRoom(true)).body.value).toMatchObject({ on: true });
    expect(onTheWire(setAccessCode('k7m2')).body.value).toMatchObject({ code: 'k7m2' });
    expect(onTheWire(setAccessCode('')).body).toMatchObject({ case: 'setAccessCode' });
  });

  it('those without fields are there', () => {
    expect(onTheWire(getAccessData())).toMatchObject({ body: { case: 'getAccessData' } });
    expect(onTheWire(pauseRoom())).toMatchObject({ body: { case: 'pauseRoom' } });
    expect(onTheWire(endRoom())).toMatchObject({ body: { case: 'endRoom' } });
  });
});

describe('media commands', () => {
  it('an offer names what its sending sections carry', () => {
    const sections = [{ mid: '0', kind: SourceKind.MICROPHONE }];
    expect(onTheWire(offer(2, 'v=0', sections)).body.value).toMatchObject({
      connection: 2,
      sdp: 'v=0',
      sections,
    });
  });

  it('a view keeps its order and the limit of the server', () => {
    const wanted = Array.from({ length: 60 }, (_, index) => ({
      person: index + 1,
      kind: SourceKind.CAMERA,
      height: 180,
    }));
    const { value } = onTheWire(view(wanted)).body;
    expect(value).toMatchObject({ wanted: wanted.slice(0, maxWanted) });
  });

  it('media are told as they are', () => {
    const media = { microphone: true, camera: false, screen: true, screenSound: false };
    expect(onTheWire(setMedia(media)).body.value).toMatchObject(media);
    expect(sameMedia(media, { ...media })).toBe(true);
    expect(sameMedia(media, { ...media, camera: true })).toBe(false);
  });
});

describe('moderation commands', () => {
  it('somebody is sent back to the waiting room', () => {
    expect(onTheWire(sendToWait(3)).body).toMatchObject({
      case: 'sendToWait',
      value: { person: 3 },
    });
  });

  it('admit and reject name people, or nobody for all', () => {
    expect(onTheWire(admit([])).body).toMatchObject({ case: 'admit', value: { people: [] } });
    expect(onTheWire(reject([3, 4])).body).toMatchObject({ value: { people: [3, 4] } });
  });

  it('remove says whether the person may come back', () => {
    expect(onTheWire(remove(3, true)).body.value).toMatchObject({ person: 3, bar: true });
  });
});

import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PersonSchema, RoomSchema } from '../protocol/generated/plenum_pb';
import { type AppState, emptyConference, initialState, Role } from './model';
import { mayCapture, takenAway } from './selectors';

const all = { microphone: true, camera: true, screen: true };

function inRoom(role: Role): AppState {
  const room = create(RoomSchema, { permitted: { microphones: true, screens: false } });
  const people = [create(PersonSchema, { id: 1, role })];
  return { ...initialState, conference: { ...emptyConference, self: 1, room, people } };
}

describe('what moderators permit', () => {
  it('binds participants and not moderators', () => {
    const guest = inRoom(Role.PARTICIPANT);
    expect(mayCapture(guest, 'microphone')).toBe(true);
    expect(mayCapture(guest, 'camera')).toBe(false);
    expect(mayCapture(guest, 'screen')).toBe(false);
    expect(mayCapture(inRoom(Role.MODERATOR), 'screen')).toBe(true);
    expect(mayCapture(initialState, 'camera')).toBe(true);
  });

  it('what the server does not forward is taken away, what one does not send is not', () => {
    expect(takenAway(all, { ...all, camera: false })).toEqual(['camera']);
    expect(takenAway({ ...all, microphone: false }, { ...all, microphone: false })).toEqual([]);
    expect(takenAway({ ...all, microphone: false }, all)).toEqual([]);
  });
});

import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PersonSchema, RoomSchema } from '../protocol/generated/plenum_pb';
import { Role, State } from '../protocol/messages';
import {
  chatOff,
  mayReact,
  mayWritePrivately,
  mayWriteToAll,
  recipients,
  typingOff,
} from './chat_rules';
import { type AppState, initialState, type ServerConfig } from './model';

const person = (id: number, role: Role, name = `P${id}`, state = State.INSIDE) =>
  create(PersonSchema, { id, role, name, state });

function as(
  role: Role,
  permitted: { chat: boolean; privateChat: boolean; microphones?: boolean },
  house = { everybody: true, inPrivate: true },
): AppState {
  return {
    ...initialState,
    config: { chat: house } as ServerConfig,
    conference: {
      ...initialState.conference,
      self: 1,
      people: [person(1, role)],
      room: create(RoomSchema, { permitted }),
    },
  };
}

const on = { chat: true, privateChat: true };
const off = { chat: false, privateChat: false };

describe('who may write', () => {
  it('participants what is permitted, and they are told who switched it off', () => {
    expect(chatOff(as(Role.PARTICIPANT, on))).toBeUndefined();
    expect(mayWriteToAll(as(Role.PARTICIPANT, off))).toBe(false);
    expect(chatOff(as(Role.PARTICIPANT, off))).toBe('moderators');
    expect(mayWritePrivately(as(Role.PARTICIPANT, { ...on, chat: false }))).toBe(true);
  });

  it('moderators to everybody always, privately only where it is permitted', () => {
    expect(mayWriteToAll(as(Role.MODERATOR, off))).toBe(true);
    expect(mayWritePrivately(as(Role.MODERATOR, off))).toBe(false);
  });

  it('nobody where the house has no chat', () => {
    const none = as(Role.MODERATOR, off, { everybody: false, inPrivate: false });
    expect(mayWriteToAll(none)).toBe(false);
    expect(chatOff(none)).toBe('house');
  });

  it('observers neither write nor react', () => {
    const observer = as(Role.OBSERVER, on);
    expect(chatOff(observer)).toBe('observer');
    expect(mayWriteToAll(observer)).toBe(false);
    expect(mayWritePrivately(observer)).toBe(false);
    expect(mayReact(observer)).toBe(false);
  });

  it('observers type nothing either, participants when they may speak', () => {
    expect(typingOff(as(Role.OBSERVER, { ...on, microphones: true }))).toBe('observer');
    expect(typingOff(as(Role.PARTICIPANT, { ...on, microphones: false }))).toBe('moderators');
    expect(typingOff(as(Role.PARTICIPANT, { ...on, microphones: true }))).toBeUndefined();
    expect(typingOff(as(Role.MODERATOR, { ...on, microphones: false }))).toBeUndefined();
  });
});

it('one writes privately to others who are inside and seen, by name', () => {
  const people = [
    person(1, Role.PARTICIPANT, 'Ich'),
    person(2, Role.PARTICIPANT, 'Zoe'),
    person(3, Role.MODERATOR, 'Änne'),
    person(4, Role.OBSERVER, 'Beobachterin'),
    person(5, Role.PARTICIPANT, 'Wartende', State.WAITING),
  ];
  expect(recipients(people, 1, 'de').map(({ name }) => name)).toEqual(['Änne', 'Zoe']);
});

import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PersonSchema, RoomSchema } from '../protocol/generated/plenum_pb';
import {
  addressesIn,
  fileNameOf,
  instantOf,
  invitationOf,
  mailAddress,
  nextHour,
  whatsAppAddress,
} from './invitation';
import { type AppState, emptyConference, initialState, Role } from './model';

function inRoom(role: Role, codeRequired: boolean): AppState {
  const room = create(RoomSchema, { name: 'Rat', link: 'https://x/r', codeRequired });
  const people = [create(PersonSchema, { id: 1, role })];
  const secrets = { accessData: { code: 'k7m2', pin: '0407', token: '' }, typedCode: 'typed' };
  return { ...initialState, conference: { ...emptyConference, self: 1, room, people, ...secrets } };
}

describe('invitation', () => {
  it('moderators pass on the code of the room, guests the one they typed', () => {
    expect(invitationOf(inRoom(Role.MODERATOR, true))).toEqual({
      room: 'Rat',
      link: 'https://x/r',
      codeRequired: true,
      code: 'k7m2',
      pin: '0407',
    });
    expect(invitationOf(inRoom(Role.PARTICIPANT, true)).code).toBe('typed');
  });

  it('a room without a code has none, and a code that is not known here is left out', () => {
    expect(invitationOf(inRoom(Role.MODERATOR, false)).code).toBeUndefined();
    const reloaded = inRoom(Role.PARTICIPANT, true);
    reloaded.conference.typedCode = '';
    expect(invitationOf(reloaded)).toMatchObject({ codeRequired: true, code: undefined });
  });

  it('addresses carry the text whole', () => {
    expect(mailAddress('Rat & Tat', 'a\nb=c')).toBe(
      'mailto:?subject=Rat%20%26%20Tat&body=a%0D%0Ab%3Dc',
    );
    expect(whatsAppAddress('Grüße\n#1')).toBe('https://wa.me/?text=Gr%C3%BC%C3%9Fe%0A%231');
  });

  it('file names keep letters and lose what file systems refuse', () => {
    expect(fileNameOf('Zugangsdaten Bürger/Rat: 5')).toBe('Zugangsdaten Bürger-Rat- 5.txt');
  });

  it('an appointment begins at the next full hour, in local time', () => {
    expect(nextHour(new Date(2026, 11, 31, 23, 20))).toEqual({ date: '2027-01-01', time: '00:00' });
    const { date, time } = nextHour(new Date(2026, 5, 1, 8, 5));
    expect(instantOf(date, time)).toBe(new Date(2026, 5, 1, 9).toISOString().replace('.000Z', 'Z'));
    expect(instantOf('', time)).toBeUndefined();
  });

  it('addresses are taken as people paste them, and what is none is named', () => {
    const pasted = 'anna@example.org; Otto Groß <otto@example.org>,\n"Ruf, Eva" <eva@x.de> kurt@';
    expect(addressesIn(pasted)).toEqual({
      good: ['anna@example.org', 'otto@example.org', 'eva@x.de'],
      bad: ['kurt@'],
    });
    const odd = ['a..b@x.de', '.a@x.de', 'ä@x.de', 'a@münchen.de', 'a@x', 'a@-x.de', 'a@10.0.0.1'];
    expect(addressesIn(odd.join(' '))).toEqual({ good: [], bad: odd });
    expect(addressesIn("o'neil+7b@mail.x-y.de").bad).toEqual([]);
    expect(addressesIn(' \n')).toEqual({ good: [], bad: [] });
    expect(addressesIn('a@x.de a@x.de').good).toEqual(['a@x.de']);
  });
});

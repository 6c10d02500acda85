import { describe, expect, it } from 'vitest';
import { pathOf, placeOf, roomInText } from './places';

describe('addresses', () => {
  it.each([
    ['/', 'start'],
    ['/erstellen', 'create'],
    ['/anmelden', 'signIn'],
    ['/anmelden/', 'signIn'],
    ['/wiedereinstieg', 'reentry'],
    ['/help', 'help'],
    ['/hilfe', 'help'],
    ['/impressum', 'impressum'],
    ['/hausordnung/', 'hausordnung'],
    ['/admin', 'admin'],
  ])('%s is the page %s', (path, name) => {
    expect(placeOf(path)).toEqual({ name });
  });

  it('every other path is a room, whatever its name', () => {
    expect(placeOf('/rathaus/')).toEqual({ name: 'room', id: 'rathaus' });
    expect(placeOf('/B%C3%BCrger%2Frat')).toEqual({ name: 'room', id: 'Bürger/rat' });
    expect(placeOf('/50%')).toEqual({ name: 'room', id: '50%' });
    expect(placeOf(pathOf({ name: 'room', id: 'ä/b c' }))).toEqual({ name: 'room', id: 'ä/b c' });
  });

  it('a personal link keeps its secret behind the room, also when it is pasted', () => {
    const place = { name: 'room', id: 'x1', invitation: 'Ab3' } as const;
    expect(placeOf('/x1', '#einladung=Ab3')).toEqual(place);
    expect(pathOf(place)).toBe('/x1#einladung=Ab3');
    expect(roomInText('https://c.example/x1#einladung=Ab3', 'https://c.example')).toEqual(place);
    expect(placeOf('/x1', '#einladung=<script>')).toEqual({ name: 'room', id: 'x1' });
    expect(placeOf('/anmelden', '#einladung=Ab3')).toEqual({ name: 'signIn' });
  });

  it('a pasted link of this service leads to its room, everything else is a name', () => {
    const origin = 'https://conf.example.org';
    const room = (id: string) => ({ name: 'room', id });
    expect(roomInText(' https://conf.example.org/Ab1-x ', origin)).toEqual(room('Ab1-x'));
    const foreign = 'https://other.example.org/Ab1';
    expect(roomInText(foreign, origin)).toEqual(room(foreign));
    expect(roomInText('Stadtrat März', origin)).toEqual(room('Stadtrat März'));
  });
});

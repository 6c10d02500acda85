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
  ])('%s is the page %s', (path, name) => {
    expect(placeOf(path)).toEqual({ name });
  });

  it('every other path is a room, whatever its name', () => {
    expect(placeOf('/rathaus/')).toEqual({ name: 'room', id: 'rathaus' });
    expect(placeOf('/B%C3%BCrger%2Frat')).toEqual({ name: 'room', id: 'Bürger/rat' });
    expect(placeOf('/50%')).toEqual({ name: 'room', id: '50%' });
    expect(placeOf(pathOf({ name: 'room', id: 'ä/b c' }))).toEqual({ name: 'room', id: 'ä/b c' });
  });

  it('a pasted link of this service leads to its room, everything else is a name', () => {
    const origin = 'https://conf.example.org';
    expect(roomInText(' https://conf.example.org/Ab1-x ', origin)).toBe('Ab1-x');
    expect(roomInText('https://other.example.org/Ab1', origin)).toBe(
      'https://other.example.org/Ab1',
    );
    expect(roomInText('Stadtrat März', origin)).toBe('Stadtrat März');
  });
});

import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PersonSchema } from '../protocol/generated/plenum_pb';
import { found, inListOrder } from './attendance';
import { Role } from './model';

const person = (id: number, name: string, role = Role.PARTICIPANT) =>
  create(PersonSchema, { id, name, role });
const names = (people: readonly { name: string }[]) => people.map(({ name }) => name);

describe('the attendance list', () => {
  const people = [
    person(1, 'zoe'),
    person(2, 'Özlem'),
    person(3, 'Otto'),
    person(4, 'Werner', Role.MODERATOR),
    person(5, 'Anna'),
    person(6, 'Gast 10'),
    person(7, 'Gast 9'),
  ];

  it('begins with oneself, then moderators, then by name', () => {
    expect(names(inListOrder(people, 1, 'de'))).toEqual([
      'zoe',
      'Werner',
      'Anna',
      'Gast 9',
      'Gast 10',
      'Otto',
      'Özlem',
    ]);
    expect(people[0]?.name).toBe('zoe');
  });

  it.each([
    ['', 7],
    ['  ', 7],
    ['OZL', 1],
    ['gast 1', 1],
    ['9 gast', 1],
    ['strauss', 0],
  ])('finds by %j', (search, count) => {
    expect(found(people, search)).toHaveLength(count);
  });

  it('finds names with ß and accents by the letters of any keyboard', () => {
    const guests = [person(1, 'Ingo Strauß'), person(2, 'Renée')];
    expect(names(found(guests, 'strauss'))).toEqual(['Ingo Strauß']);
    expect(names(found(guests, 'renee'))).toEqual(['Renée']);
  });
});

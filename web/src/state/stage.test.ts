import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PersonSchema } from '../protocol/generated/plenum_pb';
import { Presence, Role, SourceKind } from './model';
import { floatingSubject, nextFloor, type Scene, type Subject, subjectOf } from './stage';

const self = 1;
const person = (id: number, more: { screen?: boolean; role?: Role; state?: Presence } = {}) =>
  create(PersonSchema, {
    id,
    role: more.role ?? Role.PARTICIPANT,
    state: more.state ?? Presence.INSIDE,
    media: { screen: more.screen ?? false },
  });
const scene = (change: Partial<Scene> = {}): Scene => ({
  people: [person(self), person(2), person(3)],
  self,
  floor: 0,
  pinned: undefined,
  layout: 'gallery',
  ...change,
});
const camera = (id: number): Subject => ({ person: id, kind: SourceKind.CAMERA });
const screen = (id: number): Subject => ({ person: id, kind: SourceKind.SCREEN });

describe('what stands large', () => {
  it('is nothing in a gallery', () => {
    expect(subjectOf(scene())).toBeUndefined();
    expect(subjectOf(scene({ floor: 3 }))).toBeUndefined();
  });

  it('is who spoke last in speaker view, at first anybody else', () => {
    expect(subjectOf(scene({ layout: 'speaker', floor: 3 }))).toEqual(camera(3));
    expect(subjectOf(scene({ layout: 'speaker' }))).toEqual(camera(2));
    expect(subjectOf(scene({ layout: 'speaker', floor: 99 }))).toEqual(camera(2));
  });

  it('is never oneself, and nobody when one is alone', () => {
    expect(subjectOf(scene({ layout: 'speaker', floor: self }))).toEqual(camera(2));
    const alone = [person(self), person(4, { state: Presence.WAITING })];
    expect(subjectOf(scene({ layout: 'speaker', people: alone }))).toBeUndefined();
  });

  it('is a shared screen before who speaks, but not the own screen', () => {
    const people = [person(self, { screen: true }), person(2), person(3, { screen: true })];
    expect(subjectOf(scene({ people, layout: 'speaker', floor: 2 }))).toEqual(screen(3));
    expect(subjectOf(scene({ people: people.slice(0, 2) }))).toBeUndefined();
  });

  it('is what was pinned, before anything else, for as long as it is there', () => {
    const people = [person(self), person(2), person(3, { screen: true })];
    expect(subjectOf(scene({ people, pinned: camera(2) }))).toEqual(camera(2));
    expect(subjectOf(scene({ people, pinned: screen(2) }))).toEqual(screen(3));
    expect(subjectOf(scene({ people, pinned: camera(9) }))).toEqual(screen(3));
    expect(subjectOf(scene({ pinned: camera(9) }))).toBeUndefined();
  });

  it('is no observer', () => {
    const people = [person(self), person(2, { role: Role.OBSERVER })];
    expect(subjectOf(scene({ people, pinned: camera(2) }))).toBeUndefined();
  });
});

it('a floating window shows who speaks where the stage has nothing large', () => {
  expect(floatingSubject(scene({ floor: 3 }))).toEqual(camera(3));
  expect(floatingSubject(scene({ floor: 3, pinned: camera(2) }))).toEqual(camera(2));
});

describe('the floor', () => {
  it('is taken by the loudest other', () => {
    expect(nextFloor(0, [self, 3, 2], self)).toBe(3);
  });

  it('is kept while its holder is heard, and through silence', () => {
    expect(nextFloor(2, [3, 2], self)).toBe(2);
    expect(nextFloor(2, [], self)).toBe(2);
    expect(nextFloor(2, [self], self)).toBe(2);
    expect(nextFloor(2, [3], self)).toBe(3);
  });
});

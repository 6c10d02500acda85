import { describe, expect, it } from 'vitest';
import type { RoomPreview } from '../protocol/room_api';
import { doorOf, opening, span, waitUntil } from './appointment';

const minute = 60_000;
const opensAt = Date.UTC(2026, 6, 1, 8);
const appointment = {
  moderatorsFrom: opensAt - 15 * minute,
  opensAt,
  closesAt: opensAt + 45 * minute,
};
const guest = { invited: true, moderates: false };
const teacher = { invited: false, moderates: true };
const stranger = { invited: false, moderates: false };

function at(now: number, change: Partial<RoomPreview> = {}): RoomPreview {
  return {
    id: 'x',
    name: 'Mathe 7b',
    exists: true,
    codeRequired: false,
    waitingRoom: true,
    paused: false,
    onlyInvited: true,
    own: false,
    appointment,
    now,
    ...change,
  };
}

describe('the door of a room with an appointed time', () => {
  it('opens for guests at the time and for moderators a quarter of an hour before', () => {
    expect(doorOf(at(opensAt - 1), guest)).toBe('early');
    expect(doorOf(at(opensAt), guest)).toBe('open');
    expect(doorOf(at(opensAt - 15 * minute - 1), teacher)).toBe('early');
    expect(doorOf(at(opensAt - 15 * minute), teacher)).toBe('open');
  });

  it('is shut for guests at the end, and for moderators not', () => {
    expect(doorOf(at(appointment.closesAt - 1), guest)).toBe('open');
    expect(doorOf(at(appointment.closesAt), guest)).toBe('over');
    expect(doorOf(at(appointment.closesAt), teacher)).toBe('open');
  });

  it('stays shut without a personal link where there have to be such, whatever the time', () => {
    expect(doorOf(at(opensAt), stranger)).toBe('notInvited');
    expect(doorOf(at(opensAt - minute), stranger)).toBe('notInvited');
    expect(doorOf(at(opensAt, { onlyInvited: false }), stranger)).toBe('open');
    expect(doorOf(at(opensAt, { onlyInvited: false, appointment: undefined }), stranger)).toBe(
      'open',
    );
  });
});

describe('waiting for the door', () => {
  it('ends a little after the time, not for all at once', () => {
    expect(waitUntil(opening(appointment, false), opensAt - minute, 0)).toBe(minute);
    expect(waitUntil(opensAt, opensAt - minute, 1)).toBe(minute + 3000);
    expect(waitUntil(opensAt, opensAt + minute, 0.5)).toBe(1500);
  });

  it('is never longer than a browser can wait', () => {
    expect(waitUntil(opensAt + 60 * 24 * 60 * minute, opensAt, 1)).toBe(24 * 60 * minute);
  });
});

describe('the words for an appointment', () => {
  it('say the day once, in the language of the page', () => {
    const local = new Date(2026, 6, 1, 18).getTime();
    const evening = { moderatorsFrom: local, opensAt: local, closesAt: local + 45 * minute };
    expect(span(evening, 'de')).toMatch(/^Mittwoch, 1. Juli 2026, 18:00.18:45 Uhr$/);
    expect(span(evening, 'en')).toMatch(/^Wednesday,? 1 July 2026,? (at )?18:00.{1,3}18:45$/);
  });
});

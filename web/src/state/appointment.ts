// R13, R28: when a room may be entered and by whom, as far as the page can know before it asks. Pure;
// what counts is decided by the server. Times are milliseconds since 1970, by the server's clock.
import type { Appointment, RoomPreview } from '../protocol/room_api';

/** Why the door is shut; the texts are in the catalogues under `door`. */
export type Door = 'open' | 'early' | 'over' | 'notInvited';

/** What speaks for somebody at the door. */
export interface Visitor {
  /** She came by a personal link. */
  invited: boolean;
  /** Signed in to the account that made the room, or made it in this tab. */
  moderates: boolean;
}

export function doorOf(preview: RoomPreview, { invited, moderates }: Visitor): Door {
  const { appointment, now } = preview;
  if (preview.onlyInvited && !invited && !moderates) return 'notInvited';
  if (!appointment) return 'open';
  if (now < opening(appointment, moderates)) return 'early';
  return now >= appointment.closesAt && !moderates ? 'over' : 'open';
}

/** When this visitor may enter. */
export function opening(appointment: Appointment, moderates: boolean): number {
  return moderates ? appointment.moderatorsFrom : appointment.opensAt;
}

/** The longest that a browser's timer can be told to wait is 24.8 days. */
const longestWait = 24 * 60 * 60 * 1000;
/** A class does not come through the door in the same instant. */
const spread = 3000;

/** How long to wait before looking again; `dice` is 0 … 1. */
export function waitUntil(opens: number, now: number, dice: number): number {
  return Math.min(Math.max(opens - now, 0) + Math.round(dice * spread), longestWait);
}

function localeOf(language: string): string {
  return language === 'de' ? 'de-DE' : 'en-GB';
}

/** "Mittwoch, 1. Juli 2026, 18:00–18:45 Uhr" in the reader's own zone; the day is said once. */
export function span({ opensAt, closesAt }: Appointment, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'full',
    timeStyle: 'short',
  }).formatRange(opensAt, closesAt);
}

/** "18:00" */
export function timeOfDay(instant: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'short' }).format(instant);
}

// What an invitation says and where it can go. Pure; the sentences come from the catalogues.
import type { AppState } from './model';
import { isModerator } from './selectors';

export interface Invitation {
  room: string;
  link: string;
  codeRequired: boolean;
  /** Undefined while it is not known here: guests know only what they typed themselves. */
  code: string | undefined;
  /** Empty for guests, and where the house knows no PINs. */
  pin: string;
}

export function invitationOf(state: AppState): Invitation {
  const { room, accessData, typedCode } = state.conference;
  const codeRequired = room?.codeRequired === true;
  const known = isModerator(state) ? accessData?.code : typedCode;
  return {
    room: room?.name ?? '',
    link: room?.link ?? '',
    codeRequired,
    code: codeRequired ? known || undefined : undefined,
    pin: accessData?.pin ?? '',
  };
}

/** RFC 6068: line breaks in the body are CRLF. */
export function mailAddress(subject: string, text: string): string {
  const body = text.replace(/\r?\n/g, '\r\n');
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

export function whatsAppAddress(text: string): string {
  return `https://wa.me/?text=${encodeURIComponent(text)}`;
}

/** So many the server writes to at once. */
export const mostAddresses = 50;

/** As people paste them: separated by commas, semicolons, spaces or lines, or "Anna <anna@…>". */
export function addressesIn(text: string): { good: string[]; bad: string[] } {
  const named = text.replace(/(?:"[^"]*"\s*|[^<>,;\n]*)<([^<>]*)>/g, ' $1 ');
  const all = [...new Set(named.split(/[\s,;]+/).filter((part) => part !== ''))];
  return { good: all.filter(looksRight), bad: all.filter((part) => !looksRight(part)) };
}

/** What the server takes (src/domain/email_address.hpp), so that the form can say which one is wrong. */
function looksRight(address: string): boolean {
  const [, local = '', domain = ''] =
    /^([a-z0-9#$&'*+/=?^_`{|}~.-]{1,64})@(.+)$/i.exec(address) ?? [];
  const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
  const labels = domain.split('.');
  return (
    address.length <= 254 &&
    /^[^.]+(\.[^.]+)*$/.test(local) &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** A name that every file system takes. */
export function fileNameOf(title: string): string {
  const kept = title.replace(/[^\p{L}\p{N} ._-]+/gu, '-').trim();
  return `${kept.slice(0, 80)}.txt`;
}

/** The next full hour, as the fields of a form want it. */
export function nextHour(now: Date): { date: string; time: string } {
  const then = new Date(now);
  then.setHours(now.getHours() + 1, 0, 0, 0);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`,
    time: `${two(then.getHours())}:00`,
  };
}

/** A local date and time as an instant, ISO 8601 in UTC; undefined when they are none. */
export function instantOf(date: string, time: string): string | undefined {
  const instant = new Date(`${date}T${time}`);
  if (Number.isNaN(instant.getTime())) return undefined;
  return instant.toISOString().replace('.000Z', 'Z');
}

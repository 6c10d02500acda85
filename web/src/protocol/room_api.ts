// The calls of docs/api.md about the service and its rooms: what happens before the WebSocket opens.
import { ApiError, type HttpLine, type Json, text } from './http_line';

export interface ServerConfig {
  profile: string;
  create: 'anyone' | 'account' | 'email';
  link: 'chosen' | 'random';
  version: string;
  /** Whom people ask for help, in the operator's words; may be empty. */
  support: string;
  /** A room has an access code or the waiting room at any time. */
  requireProtection: boolean;
  /** Rooms are gone when the last one has left. */
  untilEmpty: boolean;
  /** The operator's words while the service is closed; empty while it is open. */
  closed: string;
  /** The server itself writes to those whom a moderator invites. */
  mail: boolean;
  /** Rooms have appointed times (R28). */
  scheduling: 'no' | 'optional' | 'always';
  /** One enters by a personal link alone (R13). */
  onlyInvited: boolean;
  /** Whether capture may begin on; where not, whoever comes switches it on. */
  onAtStart: { microphone: boolean; camera: boolean };
  /** Whether moderators can permit these at all (R46). */
  chat: { everybody: boolean; inPrivate: boolean };
}

/** Who creates is proved by nothing, by the code of an e-mail, or by the session's cookie. */
export interface RoomRequest {
  name: string;
  /** The name that the returned token carries. */
  ownName?: string;
  email?: string;
  emailCode?: string;
  /** Asked for wherever a form creates rooms (R64). */
  privacyAcknowledged?: boolean;
  /** start: an instant as ISO 8601 in UTC. */
  appointment?: { start: string; minutes: number };
  /** Addresses that the server writes to. */
  invite?: readonly string[];
}

/** Milliseconds since 1970. */
export interface Appointment {
  moderatorsFrom: number;
  opensAt: number;
  closesAt: number;
}

/** A room, and a token that seats its holder as moderator. */
export interface OwnRoom {
  id: string;
  token: string;
}

export interface CreatedRoom extends OwnRoom {
  appointment: Appointment | undefined;
  /** The server's clock when it answered. */
  now: number;
  /** Whether the invitations are on their way; undefined when there are none. */
  mailed: boolean | undefined;
}

/** A room that the account has made. */
export interface RoomEntry {
  id: string;
  name: string;
  appointment: Appointment | undefined;
}

/** What a guest may know. */
export interface RoomPreview {
  id: string;
  name: string;
  exists: boolean;
  codeRequired: boolean;
  waitingRoom: boolean;
  paused: boolean;
  onlyInvited: boolean;
  /** Made by the account that is signed in. */
  own: boolean;
  appointment: Appointment | undefined;
  /** The server's clock when it answered. */
  now: number;
}

export interface JoinEntry {
  name: string;
  code?: string;
  /** From a personal link. */
  invitation?: string;
}

/** What the server mails to each of them, as the moderator left it (R20). */
export interface MailedInvitation {
  to: readonly string[];
  subject: string;
  text: string;
}

/** R33: what a moderator needs to come back, wherever she is. */
export interface Reentry {
  room: string;
  ownName: string;
  code: string;
  pin: string;
}

export class RoomApi {
  constructor(private readonly line: HttpLine) {}

  async config(): Promise<ServerConfig> {
    const body = await this.line.call('GET', '/api/config');
    return {
      profile: text(body.profile),
      create: body.create === 'account' || body.create === 'email' ? body.create : 'anyone',
      link: body.link === 'random' ? 'random' : 'chosen',
      version: text(body.version),
      support: text(body.support),
      requireProtection: body.require_protection === true,
      untilEmpty: body.until_empty === true,
      closed: text(body.closed),
      mail: body.mail === true,
      scheduling:
        body.scheduling === 'optional' || body.scheduling === 'always' ? body.scheduling : 'no',
      onlyInvited: body.only_invited === true,
      onAtStart: { microphone: body.microphones !== 'off', camera: body.cameras !== 'off' },
      chat: { everybody: body.chat !== false, inPrivate: body.private_chat !== false },
    };
  }

  /** A name that is taken is ApiError `name_taken`; roomOfTakenName tells whose it is. */
  async create(request: RoomRequest): Promise<CreatedRoom> {
    const { name, ownName, email, emailCode, appointment, invite } = request;
    const body: Json = filled({ name, own_name: ownName, email, email_code: emailCode });
    if (request.privacyAcknowledged) body.privacy_acknowledged = true;
    if (appointment) body.appointment = appointment;
    if (invite) body.invite = invite;
    const reply = await this.line.call('POST', '/api/rooms', { body });
    return {
      ...ownRoom(reply),
      appointment: appointmentOf(reply.appointment),
      now: instant(reply.now),
      mailed: typeof reply.mailed === 'boolean' ? reply.mailed : undefined,
    };
  }

  /** Of the account that is signed in, the next one first. */
  async own(): Promise<RoomEntry[]> {
    const { rooms } = await this.line.call('GET', '/api/rooms');
    const entries = (Array.isArray(rooms) ? (rooms as Json[]) : []).map((room) => ({
      id: text(room.id),
      name: text(room.name),
      appointment: appointmentOf(room.appointment),
    }));
    const beginning = ({ appointment }: RoomEntry) => appointment?.opensAt ?? 0;
    return entries.sort((a, b) => beginning(a) - beginning(b));
  }

  async room(id: string): Promise<RoomPreview> {
    const missing = {
      id,
      exists: false,
      codeRequired: false,
      waitingRoom: false,
      paused: false,
      onlyInvited: false,
      own: false,
      appointment: undefined,
      now: 0,
    };
    try {
      const body = await this.line.call('GET', pathOf(id));
      return {
        id: text(body.id) || id,
        name: text(body.name) || id,
        exists: true,
        codeRequired: body.code_required === true,
        waitingRoom: body.waiting_room === true,
        paused: body.state === 'paused',
        onlyInvited: body.only_invited === true,
        own: body.own === true,
        appointment: appointmentOf(body.appointment),
        now: instant(body.now),
      };
    } catch (failure) {
      const creatable = failure instanceof ApiError && failure.body.can_create === true;
      if (!creatable) throw failure;
      return { ...missing, name: text(failure.body.name) || id };
    }
  }

  /** creatorToken: from create or find, so that whoever moderates stays moderator under this name. */
  async join(id: string, entry: JoinEntry, creatorToken?: string): Promise<string> {
    const body = filled({ name: entry.name, code: entry.code, invitation: entry.invitation });
    const token = creatorToken === undefined ? {} : { token: creatorToken };
    const reply = await this.line.call('POST', `${pathOf(id)}/join`, { body, ...token });
    return text(reply.token);
  }

  /** Any error in the four is the same `wrong_code`. */
  async find({ room, ownName, code, pin }: Reentry): Promise<OwnRoom> {
    const body = { name: room, own_name: ownName, code, pin };
    return ownRoom(await this.line.call('POST', '/api/rooms/find', { body }));
  }

  /** token: from AccessData. Refused as a whole when one of the addresses is not one. */
  async invite(id: string, token: string, invitation: MailedInvitation): Promise<void> {
    const body = { ...invitation };
    await this.line.call('POST', `${pathOf(id)}/invitations`, { body, token });
  }
}

/** The room that has the name already, from the refusal of create. */
export function roomOfTakenName(failure: unknown): string | undefined {
  if (!(failure instanceof ApiError) || failure.code !== 'name_taken') return undefined;
  return text(failure.body.id) || undefined;
}

/** start: an instant as ISO 8601 in UTC. */
export function calendarFile(id: string, start: string, minutes: number): string {
  const query = new URLSearchParams({ start, minutes: String(minutes) });
  return `${pathOf(id)}/calendar.ics?${query}`;
}

function pathOf(id: string): string {
  return `/api/rooms/${encodeURIComponent(id)}`;
}

function ownRoom(body: Json): OwnRoom {
  return { id: text(body.id), token: text(body.token) };
}

/** Seconds as the API has them. */
function instant(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : 0;
}

function appointmentOf(value: unknown): Appointment | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const when = value as Json;
  return {
    moderatorsFrom: instant(when.moderators_from),
    opensAt: instant(when.opens_at),
    closesAt: instant(when.closes_at),
  };
}

/** Without what is missing or empty. */
function filled(fields: Record<string, string | undefined>): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

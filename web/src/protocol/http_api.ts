// The calls of docs/api.md that the client makes before it opens its WebSocket. fetch is injected.

export interface ServerConfig {
  profile: string;
  create: 'anyone' | 'account' | 'email';
  link: 'chosen' | 'random';
  version: string;
}

export interface CreatedRoom {
  id: string;
  /** The moderator's; missing when the room existed before. */
  token?: string;
}

/** What a guest may know. */
export interface RoomPreview {
  id: string;
  name: string;
  exists: boolean;
  codeRequired: boolean;
  waitingRoom: boolean;
}

export interface JoinEntry {
  name: string;
  code?: string;
}

/** Codes are the refusal codes in lower case; `network` when no answer came. */
export class ApiError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

type Json = Record<string, unknown>;

interface Reply {
  status: number;
  body: Json;
}

export class HttpApi {
  constructor(private readonly fetch: (path: string, init?: RequestInit) => Promise<Response>) {}

  async config(): Promise<ServerConfig> {
    const { body } = accept(await this.send('GET', '/api/config'));
    return {
      profile: text(body.profile),
      create: body.create === 'account' || body.create === 'email' ? body.create : 'anyone',
      link: body.link === 'random' ? 'random' : 'chosen',
      version: text(body.version),
    };
  }

  /** A name that is taken leads to the room that has it. */
  async createRoom(name: string): Promise<CreatedRoom> {
    const reply = await this.send('POST', '/api/rooms', { name });
    if (reply.status === 409 && text(reply.body.id)) return { id: text(reply.body.id) };
    const { body } = accept(reply);
    return { id: text(body.id), token: text(body.token) };
  }

  async room(id: string): Promise<RoomPreview> {
    const reply = await this.send('GET', `/api/rooms/${encodeURIComponent(id)}`);
    if (reply.status === 404 && (reply.body.can_create ?? error(reply).can_create) === true) {
      return {
        id,
        name: text(reply.body.name) || id,
        exists: false,
        codeRequired: false,
        waitingRoom: false,
      };
    }
    const { body } = accept(reply);
    return {
      id: text(body.id) || id,
      name: text(body.name) || id,
      exists: true,
      codeRequired: body.code_required === true,
      waitingRoom: body.waiting_room === true,
    };
  }

  /** creatorToken: from createRoom, so that whoever made the room is its moderator under her name. */
  async join(id: string, entry: JoinEntry, creatorToken?: string): Promise<string> {
    const path = `/api/rooms/${encodeURIComponent(id)}/join`;
    const body = { name: entry.name, ...(entry.code ? { code: entry.code } : {}) };
    const reply = accept(await this.send('POST', path, body, creatorToken));
    return text(reply.body.token);
  }

  private async send(method: string, path: string, body?: Json, token?: string): Promise<Reply> {
    try {
      const response = await this.fetch(path, {
        method,
        headers: {
          ...(body ? { 'Content-Type': 'application/json' } : {}),
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const parsed: unknown = await response.json().catch(() => ({}));
      return { status: response.status, body: isObject(parsed) ? parsed : {} };
    } catch {
      throw new ApiError('network');
    }
  }
}

function accept(reply: Reply): Reply {
  if (reply.status >= 200 && reply.status < 300) return reply;
  throw new ApiError(text(error(reply).code) || 'network');
}

function error(reply: Reply): Json {
  return isObject(reply.body.error) ? reply.body.error : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

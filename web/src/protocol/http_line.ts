// One HTTP call of docs/api.md: JSON there and back, a refusal as ApiError. fetch is injected.

export type Json = Record<string, unknown>;

/** Codes are the refusal codes in lower case; `network` when no answer came that makes sense. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly body: Json = {},
  ) {
    super(code);
  }
}

export interface CallParts {
  body?: Json;
  /** Sent as `Authorization: Bearer`. */
  token?: string;
}

export class HttpLine {
  constructor(private readonly fetch: (path: string, init?: RequestInit) => Promise<Response>) {}

  async call(method: string, path: string, { body, token }: CallParts = {}): Promise<Json> {
    const { status, reply } = await this.send(method, path, body, token);
    if (status >= 200 && status < 300) return reply;
    const error = isObject(reply.error) ? reply.error : {};
    throw new ApiError(text(error.code) || 'network', reply);
  }

  private async send(method: string, path: string, body?: Json, token?: string) {
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
      return { status: response.status, reply: isObject(parsed) ? parsed : {} };
    } catch {
      throw new ApiError('network');
    }
  }
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

export function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The objects of an array. */
export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

// The connection test over HTTP (docs/api.md): a token for a minute, peers to be reached, bytes to be
// timed. fetch is injected.
import { ApiError, number, object, text } from './http_line';

export interface StartedTest {
  token: string;
  /** UDP, of this server's media. */
  mediaPort: number;
  /** How many bytes may be sent, and as many received. */
  bytes: number;
  relay: { urls: string[]; username: string; password: string };
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

const path = '/api/connection-test';

export class ConnectionTestApi {
  constructor(private readonly fetch: Fetch) {}

  async start(): Promise<StartedTest> {
    const headers = { 'Content-Type': 'application/json' };
    const response = await this.send('', { method: 'POST', headers, body: '{}' });
    const body = object(await response.json());
    const relay = object(body.relay);
    return {
      token: text(body.token),
      mediaPort: number(body.media_port),
      bytes: number(body.bytes),
      relay: {
        urls: Array.isArray(relay.urls) ? relay.urls.map(text) : [],
        username: text(relay.username),
        password: text(relay.password),
      },
    };
  }

  /** An offer's SDP in, the answer of a peer that is there to be reached. */
  async connect({ token }: StartedTest, offer: string): Promise<string> {
    const headers = { ...bearer(token), 'Content-Type': 'application/sdp' };
    return (await this.send('/peer', { method: 'POST', headers, body: offer })).text();
  }

  /** A part of the bytes; the caller may stop reading. */
  async download({ token }: StartedTest, signal: AbortSignal): Promise<Response> {
    return this.send('/data', { headers: bearer(token), signal });
  }

  async upload({ token }: StartedTest, body: BodyInit, signal: AbortSignal): Promise<void> {
    await this.send('/data', { method: 'POST', headers: bearer(token), body, signal });
  }

  async end({ token }: StartedTest): Promise<void> {
    await this.send('', { method: 'DELETE', headers: bearer(token), keepalive: true });
  }

  private async send(part: string, init: RequestInit): Promise<Response> {
    const response = await this.fetch(path + part, init).catch(() => {
      throw new ApiError('network');
    });
    if (response.ok) return response;
    const body = object(await response.json().catch(() => ({})));
    throw new ApiError(text(object(body.error).code) || 'network', body);
  }
}

function bearer(token: string) {
  return { Authorization: `Bearer ${token}` };
}

// A client without a browser: HTTP, and JSON text frames over the WebSocket (docs/signalling.md).
import { opcode, openWebSocket } from './raw_http.mjs';

/** {status, body, cookie}; the body is undefined where it is no JSON. A body that is text is sent as SDP. */
export async function call(server, method, path, { body, token, cookie } = {}) {
  const isText = typeof body === 'string';
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(cookie ? { Cookie: cookie } : {}),
      ...(body ? { 'Content-Type': isText ? 'application/sdp' : 'application/json' } : {}),
    },
    ...(body ? { body: isText ? body : JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json');
  return {
    status: answer.status,
    body: isJson ? JSON.parse(text) : undefined,
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0],
  };
}

/**
 * One connection. Its promises reject when the line breaks, as everything does at a crash; a refusal
 * is an answer like any other: {refusal: {code}}.
 */
export class JsonClient {
  #line;
  #lastId = 0;
  #answers = new Map();
  #failure;

  /** open(): a socket to the server, where it is not 127.0.0.1 without TLS. */
  static async connect(server, open) {
    const client = new JsonClient();
    client.#line = await openWebSocket(server.port, {}, (frame) => client.#take(frame), open);
    client.#line.ended().then(() => client.#breakOff());
    return client;
  }

  /** credential: {token} or {resumeTicket}. Answers {welcome} or {refusal}. */
  async hello(credential) {
    const answer = await this.ask({ hello: { version: 1, ...credential } });
    if (answer.welcome) this.self = answer.welcome.self;
    if (answer.welcome) this.ticket = answer.welcome.resumeTicket;
    return answer;
  }

  /** What answers this command: {done}, {refusal}, {welcome}, {accessData}, {relay}, {answer} or {ended}. */
  ask(command) {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.#line.send(opcode.text, JSON.stringify({ id, ...command }));
    });
  }

  close() {
    this.#line.destroy();
  }

  #take(frame) {
    if (frame.opcode === opcode.ping) this.#line.send(opcode.pong, frame.payload);
    if (frame.opcode !== opcode.text) return;
    const message = JSON.parse(frame.payload.toString());
    const { done, refusal, accessData, relay, answer } = message;
    const id = (done ?? refusal ?? accessData ?? relay ?? answer)?.id;
    if (message.welcome) this.#answer(1, message);
    else if (message.ended)
      for (const waiting of this.#answers.keys()) this.#answer(waiting, message);
    else if (id !== undefined) this.#answer(id, message);
  }

  #answer(id, message) {
    this.#answers.get(id)?.resolve(message);
    this.#answers.delete(id);
  }

  #breakOff() {
    this.#failure = new Error('the line broke');
    for (const { reject } of this.#answers.values()) reject(this.#failure);
    this.#answers.clear();
  }
}

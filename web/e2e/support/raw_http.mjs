// HTTP and WebSocket by hand, for what browsers and fetch would never send.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const answerSeconds = 10;

export const opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

/** Sends exactly this request head (and body) and reads to the end of the answer. */
export async function exchange(port, { method = 'GET', target, headers = {}, body = '' }) {
  const head = {
    Host: `localhost:${port}`,
    Connection: 'close',
    ...(body ? { 'Content-Length': Buffer.byteLength(body) } : {}),
    ...headers,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  const socket = connect(port, '127.0.0.1');
  socket.write(`${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body}`);
  socket.setTimeout(answerSeconds * 1000, () => socket.destroy(new Error('no answer')));
  const chunks = [];
  for await (const chunk of socket) chunks.push(chunk);
  return parseAnswer(Buffer.concat(chunks).toString('latin1'));
}

function parseAnswer(text) {
  const [head, ...rest] = text.split('\r\n\r\n');
  const [status, ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(status.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
}

/**
 * A WebSocket after its handshake; ended() answers {code, frames} when the server has closed it, or
 * its line broke. onFrame is told of each frame as it comes; pings are answered, as browsers do.
 */
export async function openWebSocket(
  port,
  headers = {},
  onFrame = () => {},
  open = () => connect(port, '127.0.0.1'),
) {
  const socket = open();
  const key = randomBytes(16).toString('base64');
  const lines = Object.entries({
    Host: `localhost:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': 13,
    'Sec-WebSocket-Key': key,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  socket.write(`GET /ws HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const reader = new FrameReader();
  const upgraded = new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('data', (chunk) => {
      const known = reader.frames.length;
      const answer = reader.push(chunk);
      if (answer) resolve(answer);
      for (const frame of reader.frames.slice(known)) {
        if (frame.opcode === opcode.ping) socket.write(maskedFrame(opcode.pong, frame.payload));
        onFrame(frame);
      }
      const close = reader.frames.find((frame) => frame.opcode === opcode.close);
      if (close) socket.end(maskedFrame(opcode.close, close.payload));
    });
  });
  const answer = await upgraded;
  if (answer.status !== 101) {
    socket.destroy();
    return { status: answer.status, headers: answer.headers };
  }
  const closed = new Promise((resolve) => {
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
  return {
    status: 101,
    headers: answer.headers,
    send: (kind, payload) => socket.write(maskedFrame(kind, Buffer.from(payload))),
    frames: () => reader.frames,
    destroy: () => socket.destroy(),
    async ended() {
      await closed;
      const close = reader.frames.find((frame) => frame.opcode === opcode.close);
      const code = close && close.payload.length >= 2 ? close.payload.readUInt16BE(0) : undefined;
      return { code, frames: reader.frames };
    },
  };
}

/** RFC 6455 section 5.2, as a client sends it: masked, in one piece. */
function maskedFrame(kind, payload) {
  const length =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65536
        ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff])
        : Buffer.concat([Buffer.from([0x80 | 127]), bigEndian64(payload.length)]);
  const mask = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ mask[index % 4]);
  return Buffer.concat([Buffer.from([0x80 | kind]), length, mask, masked]);
}

function bigEndian64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** Splits what the server sends into the head of its answer and whole unmasked frames. */
class FrameReader {
  frames = [];
  #rest = Buffer.alloc(0);
  #inFrames = false;

  /** Answers the head when it is complete. */
  push(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    let head;
    if (!this.#inFrames) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end < 0) return undefined;
      head = parseAnswer(this.#rest.subarray(0, end + 4).toString('latin1'));
      this.#rest = this.#rest.subarray(end + 4);
      this.#inFrames = true;
    }
    while (this.#takeFrame());
    return head;
  }

  #takeFrame() {
    const rest = this.#rest;
    if (rest.length < 2) return false;
    let length = rest[1] & 0x7f;
    let begin = 2;
    if (length === 126) {
      if (rest.length < 4) return false;
      length = rest.readUInt16BE(2);
      begin = 4;
    } else if (length === 127) {
      if (rest.length < 10) return false;
      length = Number(rest.readBigUInt64BE(2));
      begin = 10;
    }
    if (rest.length < begin + length) return false;
    this.frames.push({
      opcode: rest[0] & 0x0f,
      payload: Buffer.from(rest.subarray(begin, begin + length)),
    });
    this.#rest = rest.subarray(begin + length);
    return true;
  }
}

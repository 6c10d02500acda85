// A way out of a network that lets nothing but TCP 443 through, for programs that know nothing of it:
//
//   HTTP to a port on 127.0.0.1 ──────────────── TLS ──▶ the server's port 443
//   UDP to 127.0.0.1, port of the media ── TURN in TLS ──▶ the same port, one connection for each sender
//
// The one argument is JSON: {host, authority, mediaAddress, mediaPort, credentials: [{username, password}]}.
// Tells {http}, the port, once; then, each second, {allocated, failed, up, down}: connections and datagrams.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { connect } from 'node:tls';

const { host, authority, mediaAddress, mediaPort, credentials } = JSON.parse(process.argv[2]);
const ca = readFileSync(authority);
const counts = { allocated: 0, failed: 0, up: 0, down: 0 };
const tell = (line) => console.log(JSON.stringify(line));

// ------------------------------------------------------------------------------- STUN (RFC 8489)

const cookie = Buffer.from([0x21, 0x12, 0xa4, 0x42]);
const method = { allocate: 0x003, channelBind: 0x009 };
const type = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  xorPeerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  requestedTransport: 0x0019,
};
const success = 0x0100;
const errorClass = 0x0110;
const channel = 0x4000;
const mostWaiting = 16 * 1024;

function request(of, attributes, key) {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(of, 0);
  cookie.copy(header, 4);
  randomBytes(12).copy(header, 8);
  const message = [header, ...attributes.map(([kind, value]) => attribute(kind, value))];
  const size = () => message.reduce((sum, part) => sum + part.length, -20);
  header.writeUInt16BE(size() + (key ? 24 : 0), 2);
  if (key) {
    const proof = createHmac('sha1', key).update(Buffer.concat(message)).digest();
    message.push(attribute(type.integrity, proof));
  }
  return Buffer.concat(message);
}

function attribute(kind, value) {
  const bytes = Buffer.from(value);
  const whole = Buffer.alloc(4 + Math.ceil(bytes.length / 4) * 4);
  whole.writeUInt16BE(kind, 0);
  whole.writeUInt16BE(bytes.length, 2);
  bytes.copy(whole, 4);
  return whole;
}

function attributesOf(message) {
  const found = new Map();
  for (let at = 20; at + 4 <= message.length; ) {
    const size = message.readUInt16BE(at + 2);
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + size));
    at += 4 + Math.ceil(size / 4) * 4;
  }
  return found;
}

function xorPeerAddress(address, port) {
  const value = Buffer.from([0, 1, port >> 8, port & 0xff, ...address.split('.').map(Number)]);
  for (let at = 0; at < 2; ++at) value[2 + at] ^= cookie[at];
  for (let at = 0; at < 4; ++at) value[4 + at] ^= cookie[at];
  return value;
}

// ------------------------------------------------------------------------------- TURN (RFC 8656)

/** One connection and one allocation, with one channel to the media port. */
class Relayed {
  #socket;
  #credential;
  #onDatagram;
  #rest = Buffer.alloc(0);
  #proof;
  #isBound = false;

  constructor(credential, onDatagram) {
    this.#credential = credential;
    this.#onDatagram = onDatagram;
    const allocate = [[type.requestedTransport, [17, 0, 0, 0]]];
    this.#socket = connect({ host, port: 443, ca, servername: host }, () =>
      this.#socket.write(request(method.allocate, allocate)),
    );
    this.#socket.setNoDelay(true);
    this.#socket.on('data', (bytes) => this.#receive(bytes));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      ++counts.failed;
    });
  }

  /** Before the channel is there, and while others wait to leave, it is lost, as datagrams may be. */
  send(datagram) {
    if (!this.#isBound || this.#socket.writableLength > mostWaiting) return;
    const message = Buffer.alloc(4 + Math.ceil(datagram.length / 4) * 4);
    message.writeUInt16BE(channel, 0);
    message.writeUInt16BE(datagram.length, 2);
    datagram.copy(message, 4);
    this.#socket.write(message);
    ++counts.up;
  }

  #receive(bytes) {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
    while (this.#rest.length >= 4) {
      const isChannel = this.#rest[0] >> 6 === 1;
      const length = this.#rest.readUInt16BE(2);
      const size = isChannel ? 4 + Math.ceil(length / 4) * 4 : 20 + length;
      if (this.#rest.length < size) return;
      const message = this.#rest.subarray(0, size);
      this.#rest = this.#rest.subarray(size);
      if (!isChannel) this.#take(message);
      else {
        ++counts.down;
        this.#onDatagram(message.subarray(4, 4 + length));
      }
    }
  }

  #take(message) {
    const kind = message.readUInt16BE(0);
    if (kind === (method.allocate | errorClass) && !this.#proof) {
      this.#learn(attributesOf(message));
      this.#ask(method.allocate, [[type.requestedTransport, [17, 0, 0, 0]]]);
    } else if (kind === (method.allocate | success)) {
      this.#ask(method.channelBind, [
        [type.channelNumber, [channel >> 8, channel & 0xff, 0, 0]],
        [type.xorPeerAddress, xorPeerAddress(mediaAddress, mediaPort)],
      ]);
    } else if (kind === (method.channelBind | success)) {
      this.#isBound = true;
      ++counts.allocated;
    } else {
      this.#socket.destroy();
    }
  }

  #learn(attributes) {
    const { username, password } = this.#credential;
    const realm = attributes.get(type.realm);
    const key = createHash('md5').update(`${username}:${realm}:${password}`).digest();
    this.#proof = { key, realm, nonce: attributes.get(type.nonce) };
  }

  #ask(of, attributes) {
    const { key, realm, nonce } = this.#proof;
    const who = [
      [type.username, this.#credential.username],
      [type.realm, realm],
      [type.nonce, nonce],
    ];
    this.#socket.write(request(of, [...attributes, ...who], key));
  }
}

// -------------------------------------------------------------------------------------- both ways

const senders = new Map();
const media = createSocket('udp4');
media.on('message', (datagram, { port }) => {
  if (!senders.has(port)) {
    const credential = credentials[senders.size % credentials.length];
    senders.set(port, new Relayed(credential, (back) => media.send(back, port, '127.0.0.1')));
  }
  senders.get(port).send(datagram);
});
media.bind(mediaPort, '127.0.0.1');

const http = createServer((near) => {
  const far = connect({ host, port: 443, ca, servername: host });
  near.pipe(far).pipe(near);
  for (const socket of [near, far]) socket.on('error', () => near.destroy() && far.destroy());
});
http.listen(0, '127.0.0.1', () => tell({ http: http.address().port }));
setInterval(() => tell(counts), 1000);

// Who may do what, as one table over the wire: each kind of person × each message of the WebSocket and
// each address of the HTTP API (R24, R26, R40, R41). A row that is missing here is a message that nobody
// has thought about: the last test holds the table against the schema.
//
// Observers have no seat over the WebSocket that one could ask for (WHEP streams are theirs); their
// rights are in domain/permissions_test.cpp.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, JsonClient } from './support/json_client.mjs';
import { plenumBinary, root } from './support/places.mjs';
import { municipality, wantedRoom } from './support/rooms.mjs';
import { test } from './support/test.mjs';

const done = 'done';
const bad = 'BAD_MESSAGE';
const state = 'WRONG_STATE';
const no = 'NOT_PERMITTED';
const camera = 'SOURCE_KIND_CAMERA';
const moderator = 'ROLE_MODERATOR';

/**
 * [message, what it says given the number of a guest who waits, and what comes back for] someone
 * without hello, who waits, a participant, a moderator.
 */
const messages = [
  ['hello', () => ({ version: 1, token: 'x' }), 'BAD_TOKEN', state, state, state],
  ['offer', () => ({ connection: 1, sdp: 'v=0' }), bad, state, 'BAD_OFFER', 'BAD_OFFER'],
  ['view', () => ({ wanted: [] }), bad, state, done, done],
  ['setMedia', () => ({ microphone: true }), bad, state, done, done],
  ['admit', (victim) => ({ people: [victim] }), bad, no, no, done],
  ['reject', (victim) => ({ people: [victim] }), bad, no, no, done],
  ['remove', (victim) => ({ person: victim }), bad, no, no, done],
  ['sendToWait', (victim) => ({ person: victim }), bad, no, no, 'NO_SUCH_PERSON'],
  ['setWaitingRoom', () => ({ on: true }), bad, no, no, done],
  ['setAccessCode', () => ({ code: 'neu' }), bad, no, no, done],
  ['getAccessData', () => ({}), bad, no, no, 'accessData'],
  ['getRelay', () => ({}), bad, state, 'relay', 'relay'],
  ['ping', () => ({}), bad, done, done, done],
  ['setPermitted', () => ({ permitted: { microphones: true } }), bad, no, no, done],
  ['switchOff', (victim) => ({ kind: camera, people: [victim] }), bad, no, no, 'NO_SUCH_PERSON'],
  ['askToSwitchOn', (victim) => ({ kind: camera, person: victim }), bad, no, no, 'NO_SUCH_PERSON'],
  ['raiseHand', () => ({ up: true }), bad, state, done, done],
  ['lowerHands', () => ({}), bad, no, no, done],
  ['setRole', (victim) => ({ person: victim, role: moderator }), bad, no, no, 'NO_SUCH_PERSON'],
  ['lockRoom', () => ({ on: true }), bad, no, no, done],
  ['sendChat', () => ({ text: 'Hallo' }), bad, state, done, done],
  ['reportLine', () => ({ quality: 'LINE_QUALITY_POOR' }), bad, state, done, done],
  ['react', () => ({ reaction: 'REACTION_HEART' }), bad, state, done, done],
  ['typeText', () => ({ line: 1, insert: 'H' }), bad, state, done, done],
  ['createPoll', () => ({ poll: { question: '?', answers: ['a', 'b'] } }), bad, no, no, done],
  // There is none; that a poll can be voted in, closed and removed is in polls.spec.mjs.
  ['vote', () => ({ poll: 1, answers: [0] }), bad, state, state, state],
  ['closePoll', () => ({ poll: 1 }), bad, no, no, state],
  ['removePoll', () => ({ poll: 1 }), bad, no, no, state],
  ['pauseRoom', () => ({}), bad, no, no, 'ended'],
  ['endRoom', () => ({}), bad, no, no, 'ended'],
  ['leave', () => ({}), bad, 'ended', 'ended', 'ended'],
];

test('every message: refused or done as the table says', { seconds: 240 }, async (scope) => {
  const server = await scope.server(municipality);
  for (const [message, body, ...expected] of messages) {
    const answers = [];
    for (const who of ['anonymous', 'waiting', 'participant', 'moderator']) {
      // A room for each, since some of them end it.
      const room = await Room.open(server);
      const line = await room.lineOf(who);
      const answer = await line.ask({ [message]: body(room.guest.self) });
      answers.push(wordOf(answer));
      if (answer.refusal) await room.isUntouched();
      await room.close();
    }
    assert.deepEqual(answers, expected, message);
  }
});

test('who was removed, and who moderates another room, reach nothing with their tickets', async (scope) => {
  const server = await scope.server(municipality);
  const room = await Room.open(server);
  const removed = await room.lineOf('participant');
  await room.moderator.ask({ remove: { person: removed.self, bar: true } });
  for (const credential of [{ resumeTicket: removed.ticket }, { token: removed.token }]) {
    const line = await JsonClient.connect(server);
    assert.equal(wordOf(await line.hello(credential)), 'BARRED');
    line.close();
  }
  // The other's commands name people of this room; they are nobody in his.
  const other = await Room.open(server);
  for (const command of [
    { admit: { people: [room.guest.self + 40] } },
    { reject: { people: [room.guest.self + 40] } },
    { remove: { person: room.guest.self + 40 } },
  ]) {
    assert.equal(wordOf(await other.moderator.ask(command)), 'NO_SUCH_PERSON');
  }
  await room.isUntouched();
});

/** [method, address of a room, body] and the status for each credential. */
const sdp = 'v=0\r\n';
const columns = [
  'nobody',
  'participant',
  'moderator',
  "other room's moderator",
  'organiser',
  'administrator',
];
const addresses = [
  ['GET', '/api/config', undefined, [200, 200, 200, 200, 200, 200]],
  ['GET', '/healthz', undefined, [200, 200, 200, 200, 200, 200]],
  ['GET', '/metrics', undefined, [200, 200, 200, 200, 200, 200]],
  ['GET', '/api/rooms/{id}', undefined, [200, 200, 200, 200, 200, 200]],
  ['POST', '/api/rooms', wantedRoom('Neu'), [403, 403, 403, 403, 201, 201]],
  // The organiser's account has made the room: there she moderates it, without its code.
  ['POST', '/api/rooms/{id}/join', { name: 'Eva' }, [403, 401, 200, 401, 200, 403]],
  ['GET', '/api/rooms', undefined, [401, 401, 401, 401, 200, 200]],
  ['GET', '/api/admin/overview', undefined, [401, 401, 401, 401, 403, 200]],
  ['PUT', '/api/admin/service', { closed: null }, [401, 401, 401, 401, 403, 200]],
  [
    'POST',
    '/api/rooms/find',
    { name: 'Kreistag', own_name: 'Eva', code: 'x', pin: '1' },
    [403, 403, 403, 403, 403, 403],
  ],
  [
    'GET',
    '/api/rooms/{id}/calendar.ics?start=2031-01-01T10:00:00Z&minutes=60',
    undefined,
    [200, 200, 200, 200, 200, 200],
  ],
  [
    'POST',
    '/api/rooms/{id}/invitations',
    { to: ['eva@example.org'], subject: 'Rat', text: 'Kommt' },
    [401, 401, 202, 401, 401, 401],
  ],
  ['POST', '/whip/{id}', sdp, [401, 403, 400, 401, 401, 401]],
  // A stream cannot knock, not even the moderator's: there is a waiting room.
  ['POST', '/whep/{id}', sdp, [401, 403, 403, 401, 401, 401]],
  ['GET', '/api/session', undefined, [401, 401, 401, 401, 200, 200]],
  ['PUT', '/api/session/password', { old: 'x', new: 'y' }, [401, 401, 401, 401, 403, 403]],
  ['GET', '/api/admin/accounts', undefined, [401, 401, 401, 401, 403, 200]],
  ['POST', '/api/admin/accounts/vhs/release', {}, [401, 401, 401, 401, 403, 200]],
  ['DELETE', '/api/rooms/{id}', undefined, [401, 401, 204, 401, 401, 401]],
  ['DELETE', '/api/session', undefined, [204, 204, 204, 204, 204, 204]],
];

test('every address: the status that the table says', { seconds: 240 }, async (scope) => {
  const data = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  scope.defer(() => rm(data, { recursive: true, force: true }));
  const server = await scope.server({
    'policy.profile': 'gemeinde',
    'policy.create': 'account',
    'mail.transport': 'log',
    'data.dir': data,
  });
  const organiser = await signIn(server, data, 'vhs', []);
  const administrator = await signIn(server, data, 'amt', ['--role', 'administrator']);
  for (const [method, path, body, expected] of addresses) {
    const statuses = [];
    for (const who of columns) {
      const room = await Room.open(server, { cookie: organiser });
      const other = await Room.open(server, { cookie: organiser });
      const credential = {
        nobody: {},
        participant: { token: (await room.join()).token },
        moderator: { token: room.token },
        "other room's moderator": { token: other.token },
        organiser: { cookie: organiser },
        administrator: { cookie: administrator },
      }[who];
      const signsOut = method === 'DELETE' && path === '/api/session';
      const answer = await call(server, method, path.replace('{id}', room.id), {
        ...(signsOut ? {} : credential),
        body,
      });
      statuses.push(answer.status);
      await room.close();
      await other.close();
    }
    assert.deepEqual(statuses, expected, `${method} ${path} for ${columns.join(', ')}`);
  }
});

test('no message and no address is missing from the table', () => {
  const schema = readFileSync(join(root, 'src/signalling/plenum.proto'), 'utf8');
  const bodies = /message ClientMessage \{.*?oneof body \{(.*?)\}/s.exec(schema)[1];
  const known = [...bodies.matchAll(/\w+ (\w+) = \d+;/g)].map(([, name]) => camelCase(name));
  assert.deepEqual(messages.map(([name]) => name).sort(), known.sort());
});

const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** 'done', 'accessData', 'ended', or the code of the refusal. */
function wordOf(answer) {
  if (answer.refusal) return answer.refusal.code.replace('REFUSAL_CODE_', '');
  return ['done', 'accessData', 'relay', 'ended', 'welcome'].find((kind) => answer[kind]);
}

async function signIn(server, data, login, options) {
  const told = execFileSync(plenumBinary, [
    'account',
    'add',
    login,
    ...options,
    '--set',
    `data.dir=${data}`,
  ]);
  const password = new RegExp(`^${login}\\s+(\\S+)$`, 'm').exec(told.toString())[1];
  const { status, cookie } = await call(server, 'POST', '/api/session', {
    body: { login, password },
  });
  assert.equal(status, 200);
  return cookie;
}

/** A room with its moderator inside and a guest who waits. */
class Room {
  static async open(server, { cookie } = {}) {
    const room = new Room();
    room.server = server;
    const created = await call(server, 'POST', '/api/rooms', { body: wantedRoom('Rat'), cookie });
    assert.equal(created.status, 201);
    Object.assign(room, created.body);
    room.moderator = await JsonClient.connect(server);
    await room.moderator.hello({ token: room.token });
    room.code = (await room.moderator.ask({ getAccessData: {} })).accessData.code;
    room.guest = await room.lineOf('waiting');
    return room;
  }

  async join() {
    const { status, body } = await call(this.server, 'POST', `/api/rooms/${this.id}/join`, {
      body: { name: 'Ben', code: this.code },
    });
    assert.equal(status, 200);
    return body;
  }

  async lineOf(who) {
    if (who === 'moderator') return this.moderator;
    const line = await JsonClient.connect(this.server);
    if (who === 'anonymous') return line;
    line.token = (await this.join()).token;
    assert.equal((await line.hello({ token: line.token })).welcome?.state, 'STATE_WAITING');
    if (who === 'participant') {
      assert.ok((await this.moderator.ask({ admit: { people: [line.self] } })).done);
    }
    return line;
  }

  /** The room is open with its code and waiting room, and the guest still waits. */
  async isUntouched() {
    const { body } = await call(this.server, 'GET', `/api/rooms/${this.id}`);
    assert.deepEqual([body.state, body.waiting_room], ['open', true]);
    const { accessData } = await this.moderator.ask({ getAccessData: {} });
    assert.equal(accessData.code, this.code);
    assert.equal(wordOf(await this.guest.ask({ setMedia: {} })), state, 'the guest waits');
  }

  async close() {
    for (const line of [this.moderator, this.guest]) line.close();
  }
}

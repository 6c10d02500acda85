// Seven days pass in the running server (R30, R34, R60), and wall clocks that jump cost nobody anything
// (F7): deadlines of rooms are counted on the monotonic clock, dates only where they are stored.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesThatHold } from './support/data_directory.mjs';
import { fakeClock } from './support/fake_clock.mjs';
import { call, JsonClient } from './support/json_client.mjs';
import { municipality, wantedRoom } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

async function newRoom(server, name) {
  const { status, body } = await call(server, 'POST', '/api/rooms', { body: wantedRoom(name) });
  assert.equal(status, 201);
  return { name, ...body };
}

async function enter(server, room) {
  const line = await JsonClient.connect(server);
  assert.ok((await line.hello({ token: room.token })).welcome);
  return line;
}

const stateOf = async (server, { id }) =>
  (await call(server, 'GET', `/api/rooms/${id}`)).body?.state ?? 'gone';

async function isGone(server, room) {
  await until(`${room.name} is gone`, 10, async () => (await stateOf(server, room)) === 'gone');
  const traces = () => filesThatHold(server.data, [room.name, room.id]);
  await until(`${room.name} is in no file`, 10, () => traces().length === 0);
}

/** The name of the access log of the day that many hours from now. */
const dayOf = (hours) =>
  `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 10)}.log`;

const accessLogs = (server) => {
  const folder = join(server.data, 'access');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** A log may be gone between being listed and being read. */
function lengthOf(server, name) {
  const path = join(server.data, 'access', name);
  return existsSync(path) ? readFileSync(path, 'utf8').length : 0;
}

/** The server's tick writes the access log, after it has looked at the deadlines of all rooms. */
async function tickPasses(server) {
  const lengths = () => new Map(accessLogs(server).map((name) => [name, lengthOf(server, name)]));
  const before = lengths();
  assert.equal((await call(server, 'GET', '/api/config')).status, 200);
  // One of them grows; another may be deleted at the same time.
  await until('a tick has passed', 10, () =>
    [...lengths()].some(([name, length]) => length > (before.get(name) ?? 0)),
  );
}

test('R30, R34, R60: after seven days paused and idle rooms are gone, then the access log of that day', async (scope) => {
  const clock = await fakeClock(scope, { moves: 'time' });
  const server = await scope.server(municipality, clock.environment);
  const paused = await newRoom(server, 'Elternabend pausiert');
  const idle = await newRoom(server, 'Vereinsabend leer');
  const used = await newRoom(server, 'Ratssitzung laufend');
  const line = await enter(server, paused);
  assert.equal((await line.ask({ pauseRoom: {} })).ended?.reason, 'END_REASON_ROOM_PAUSED');
  const present = await enter(server, used);
  const [today] = await until('there is an access log', 10, () =>
    accessLogs(server).length === 1 ? accessLogs(server) : undefined,
  );

  clock.set('+167h');
  await tickPasses(server);
  assert.ok(accessLogs(server).includes(today), 'seven days are not over for it');
  assert.equal(await stateOf(server, paused), 'paused');
  assert.equal(await stateOf(server, idle), 'open');
  clock.set('+169h');
  await isGone(server, paused);
  await isGone(server, idle);
  assert.equal(await stateOf(server, used), 'open', 'it was in use until an hour ago');

  // The file of a day that may have begun a day before it was written in.
  clock.set('+193h');
  await until('its access log is deleted', 10, () => !accessLogs(server).includes(today));
  // Who was in it loses the line and her place; then its seven days begin.
  present.close();
  await tickPasses(server);
  clock.set('+194h');
  await tickPasses(server);
  clock.set('+363h');
  await isGone(server, used);
});

test('R30, R34: what became due while the server was off is gone at its start', async (scope) => {
  const clock = await fakeClock(scope, { moves: 'wall clock' });
  const server = await scope.server(municipality, clock.environment);
  const rooms = {};
  for (const offset of ['-167h', '-169h']) {
    clock.set(offset);
    rooms[offset] = await newRoom(server, `Elternabend ${offset}`);
    const line = await enter(server, rooms[offset]);
    assert.ok((await line.ask({ pauseRoom: {} })).ended);
  }
  await server.kill();
  clock.set('+0');
  await server.start();
  await isGone(server, rooms['-169h']);
  assert.equal(await stateOf(server, rooms['-167h']), 'paused');
});

test('F7: a wall clock that jumps disconnects nobody and deletes nothing early', async (scope) => {
  const clock = await fakeClock(scope, { moves: 'wall clock' });
  const server = await scope.server(municipality, clock.environment);
  const paused = await newRoom(server, 'Elternabend pausiert');
  const idle = await newRoom(server, 'Vereinsabend leer');
  const used = await newRoom(server, 'Ratssitzung laufend');
  const pausing = await enter(server, paused);
  assert.ok((await pausing.ask({ pauseRoom: {} })).ended);
  const anna = await enter(server, used);
  for (const offset of ['+1h', '-1h', '-240h', '+240h', '+0']) {
    clock.set(offset);
    await tickPasses(server);
    assert.ok((await anna.ask({ setMedia: { microphone: true } })).done, offset);
    assert.equal(await stateOf(server, paused), 'paused', offset);
    assert.equal(await stateOf(server, idle), 'open', offset);
    assert.ok((await anna.ask({ getAccessData: {} })).accessData, `${offset}: still a moderator`);
  }
  // Nor does a start at an earlier time than that at which the rooms were left, and then old access
  // logs are looked for.
  for (const offset of ['+1h', '+240h']) {
    clock.set(offset);
    await tickPasses(server);
    const due = dayOf(-240);
    const logs = accessLogs(server).filter((name) => name > due);
    assert.notEqual(logs.length, 0);
    const later = await newRoom(server, `Ausschuss ${offset}`);
    assert.ok((await (await enter(server, later)).ask({ pauseRoom: {} })).ended);
    await server.kill();
    clock.set('+0');
    await server.start();
    await tickPasses(server);
    assert.equal(await stateOf(server, later), 'paused', `left at ${offset}`);
    assert.equal(await stateOf(server, paused), 'paused', `left at ${offset}`);
    assert.equal(await stateOf(server, idle), 'open', `left at ${offset}`);
    for (const name of logs) assert.ok(accessLogs(server).includes(name), name);
  }
});

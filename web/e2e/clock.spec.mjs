// Seven days pass in the running server (R30, R34, R60), and wall clocks that jump cost nobody anything
// (F7): deadlines of rooms are counted on the monotonic clock, dates only where they are stored.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesThatHold } from './support/data_directory.mjs';
import { fakeClock } from './support/fake_clock.mjs';
import { call, JsonClient } from './support/json_client.mjs';
import { municipality } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

async function newRoom(server, name) {
  const { status, body } = await call(server, 'POST', '/api/rooms', { body: { name } });
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
  assert.deepEqual(filesThatHold(server.data, [room.name, room.id]), []);
}

const accessLogs = (server) => {
  const folder = join(server.data, 'access');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** The server's tick writes the access log, after it has looked at the deadlines of all rooms. */
async function tickPasses(server) {
  const requests = () =>
    accessLogs(server)
      .map((name) => readFileSync(join(server.data, 'access', name), 'utf8').split('\n').length)
      .reduce((sum, lines) => sum + lines, 0);
  const before = requests();
  assert.equal((await call(server, 'GET', '/api/config')).status, 200);
  await until('a tick has passed', 10, () => requests() > before);
}

test('R30, R34, R60: after seven days paused and idle rooms are gone, then the access log of that day', async (scope) => {
  const clock = await fakeClock(scope, { moves: 'time' });
  const server = await scope.server(municipality, clock.environment);
  const paused = await newRoom(server, 'Elternabend pausiert');
  const idle = await newRoom(server, 'Vereinsabend leer');
  const used = await newRoom(server, 'Ratssitzung laufend');
  const line = await enter(server, paused);
  assert.equal((await line.ask({ pauseRoom: {} })).ended?.reason, 'END_REASON_ROOM_PAUSED');
  await enter(server, used);
  const [today] = await until('there is an access log', 10, () =>
    accessLogs(server).length === 1 ? accessLogs(server) : undefined,
  );

  clock.set('+167h');
  await until('the tick has seen the new time', 10, () => accessLogs(server).length === 2);
  assert.equal(await stateOf(server, paused), 'paused');
  assert.equal(await stateOf(server, idle), 'open');
  clock.set('+169h');
  await isGone(server, paused);
  await isGone(server, idle);
  assert.equal(await stateOf(server, used), 'open', 'it was in use until an hour ago');
  assert.ok(accessLogs(server).includes(today), 'seven days are not over for it');

  clock.set('+193h');
  await until('its access log is deleted', 10, () => !accessLogs(server).includes(today));
  // The one who was in it is long away; then its seven days begin.
  clock.set('+340h');
  await isGone(server, used);
});

test('R30, R34: what became due while the server was off is gone at its start', async (scope) => {
  const clock = await fakeClock(scope, { moves: 'time' });
  const server = await scope.server(municipality, clock.environment);
  const paused = await newRoom(server, 'Elternabend pausiert');
  const line = await enter(server, paused);
  assert.ok((await line.ask({ pauseRoom: {} })).ended);
  for (const [offset, expected] of [
    ['+167h', 'paused'],
    ['-240h', 'paused'],
    ['+169h', 'gone'],
  ]) {
    await server.kill();
    clock.set(offset);
    await server.start();
    if (expected === 'gone') await isGone(server, paused);
    else assert.equal(await stateOf(server, paused), expected, offset);
  }
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
  const [today] = await until(
    'there is an access log',
    10,
    () => accessLogs(server)[0] && accessLogs(server),
  );

  for (const offset of ['+1h', '-1h', '-240h', '+240h', '+0']) {
    clock.set(offset);
    await tickPasses(server);
    assert.ok((await anna.ask({ setMedia: { microphone: true } })).done, offset);
    assert.equal(await stateOf(server, paused), 'paused', offset);
    assert.equal(await stateOf(server, idle), 'open', offset);
    assert.ok((await anna.ask({ getAccessData: {} })).accessData, `${offset}: still a moderator`);
    if (!offset.startsWith('+24')) assert.ok(accessLogs(server).includes(today), offset);
  }
});

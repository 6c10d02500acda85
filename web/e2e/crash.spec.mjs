// kill -9 at a random moment, while rooms are created, changed, paused and deleted and accounts are
// added: whatever was acknowledged is there after the next start, what was deleted is in no file (R31),
// and the next start is quick. A failure prints its seed; PLENUM_CRASH_SEED and PLENUM_CRASH_ROUNDS
// repeat it, as far as the chance of the scheduler allows. A hundred rounds take a minute on a machine
// of one's own: ./dev nightly does them.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { filesThatHold, integrityOf } from './support/data_directory.mjs';
import { Dice } from './support/dice.mjs';
import { call } from './support/json_client.mjs';
import { plenumBinary } from './support/places.mjs';
import { municipality, wantedRoom } from './support/rooms.mjs';
import { Steward } from './support/steward.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const rounds = Number(process.env.PLENUM_CRASH_ROUNDS ?? 20);
const seed = Number(process.env.PLENUM_CRASH_SEED ?? Math.floor(Math.random() * 2 ** 32));
const stewards = 4;
const latestKillMs = 300;

test(`${rounds} times killed at any moment, nothing acknowledged is lost`, {
  seconds: 600,
}, async (scope) => {
  const dice = new Dice(seed);
  const server = await scope.server(municipality);
  const staff = Array.from({ length: stewards }, (_, index) => new Steward(server, dice, index));
  const accounts = [];
  let round = 0;
  try {
    for (; round < rounds; round++) {
      const adding = addAccount(server, round);
      const working = Promise.all(staff.map((steward) => steward.workUntilCrash()));
      working.catch(() => {}); // told below
      await new Promise((resume) => setTimeout(resume, dice.between(1, latestKillMs)));
      await server.kill();
      if (dice.between(0, 1) === 0) adding.process.kill('SIGKILL');
      await working;
      if (await adding.added) accounts.push(adding.login);

      await scope.slowest('started after kill -9, slowest of all', 2, async () => {
        await server.start();
        assert.equal((await call(server, 'GET', '/api/config')).status, 200);
      });
      assert.equal(integrityOf(server.data), 'ok');
      for (const steward of staff) await steward.findsEverything();
      const gone = staff.flatMap((steward) => steward.takeDeletedNames());
      assert.deepEqual(filesThatHold(server.data, gone), []);
      if (round % 10 === 9 || round === rounds - 1) hasAccounts(server, accounts);
    }
  } catch (failure) {
    failure.message = `seed ${seed}, round ${round}: ${failure.message}`;
    throw failure;
  }
  const acknowledged = staff.reduce((sum, steward) => sum + steward.acknowledged, 0);
  scope.note(`seed ${seed}: ${acknowledged} acknowledged changes, ${accounts.length} accounts`);
  assert.ok(acknowledged > rounds, 'the stewards have had little to do');
});

/** added: whether the command said so before it was killed. */
function addAccount(server, round) {
  const login = `konto-${round}`;
  const command = ['account', 'add', login, '--set', `data.dir=${server.data}`];
  const process = spawn(plenumBinary, command, { stdio: 'ignore' });
  return { login, process, added: once(process, 'close').then(([code]) => code === 0) };
}

function hasAccounts(server, expected) {
  const list = execFileSync(plenumBinary, ['account', 'list', '--set', `data.dir=${server.data}`]);
  const logins = new Set(
    list
      .toString()
      .split('\n')
      .map((line) => line.split(',')[0]),
  );
  assert.deepEqual(
    expected.filter((login) => !logins.has(login)),
    [],
    'accounts are lost',
  );
}

test('with ten thousand rooms the server is there again in two seconds', async (scope) => {
  const server = await scope.server({ ...municipality, 'data.max_rooms': 20000 });
  const template = await call(server, 'POST', '/api/rooms', { body: wantedRoom('Vorlage') });
  assert.equal(template.status, 201);
  await server.kill();
  execFileSync('python3', ['-c', multiplyRooms, `${server.data}/plenum.db`]);
  await scope.measure('started with 10,000 rooms', 2, () => server.start());
  await until('the rooms are there', 5, async () =>
    /^plenum_rooms 10000$/m.test(await server.metrics()),
  );
});

/** Copies of the only room, each under an id and a name of its own. */
const multiplyRooms = `
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
columns = [row[1] for row in base.execute("PRAGMA table_info(room)") if row[1] not in ("id", "name")]
copied = ", ".join(columns)
base.execute(f"""WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
  INSERT INTO room (id, name, {copied}) SELECT 'id' || i, 'Raum ' || i, {copied} FROM room, n""")
base.commit()
`;

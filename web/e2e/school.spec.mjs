// R54: a school's firewall lets TCP port 443 out and drops everything else. The call is held all the same.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'node:tls';
import { enter } from './support/conference.mjs';
import { JsonClient } from './support/json_client.mjs';
import { plays } from './support/media.mjs';
import { joinRoom, startPeer } from './support/peers.mjs';
import { nativePeersBinary } from './support/places.mjs';
import { selectedCandidate } from './support/relay.mjs';
import { behindASchoolFirewall } from './support/school.mjs';
import { test } from './support/test.mjs';
import { serverWithTlsAt } from './support/tls.mjs';

test('R54: Chromium and Firefox hold a call through a firewall that drops all but TCP 443', {
  seconds: 180,
}, async (scope) => {
  const { address, inside, dropped } = await behindASchoolFirewall(scope);
  const ports = { 'media.port': 10000, 'relay.listen': '[::]:3478' };
  const server = await serverWithTlsAt(scope, address, { ...ports, 'media.workers': 2 }, inside);
  // Nobody tells the browsers to use the relay: they try every way that the server names.
  const anna = await scope.chromium({ kind: { anyCertificate: true } });
  await enter(anna, server.roomAddress('schule'), 'Anna');
  const fiona = await scope.firefox();
  await enter(fiona, server.roomAddress('schule'), 'Fiona');
  await scope.measure('picture and sound both ways', 15, () =>
    Promise.all([plays(anna, ['Fiona']), plays(fiona, ['Anna'])]),
  );
  for (const page of [anna, fiona]) {
    assert.deepEqual(await selectedCandidate(page), { type: 'relay', protocol: 'tls' });
  }
  const { udp, tcp } = dropped();
  scope.note(`the firewall dropped ${udp} packets of UDP and ${tcp} of TCP`);
  assert.ok(udp > 0 && tcp > 0, 'nothing was tried that the firewall forbids');
});

const pupils = 30;
const mostSeconds = 0.1;

test('R54: thirty native peers in TLS on port 443 leave commands on the same port quick', {
  seconds: 180,
  nightly: 'its limit of time needs a machine of its own',
}, async (scope) => {
  const { address, inside } = await behindASchoolFirewall(scope);
  const ports = { 'media.port': 10000, 'relay.listen': '[::]:3478' };
  const server = await serverWithTlsAt(scope, address, { ...ports, 'media.workers': 2 }, inside);
  const people = await takeSeats(scope, server, pupils);
  const quiet = await secondsOfCommands(people);

  const way = startPeer(scope, 'through_443.mjs', [
    JSON.stringify({
      host: server.host,
      authority: server.authority,
      mediaAddress: address,
      mediaPort: server.mediaPort,
      credentials: people.map(({ relay }) => relay),
    }),
  ]);
  await way.wait('its port', 20, ({ http }) => http);
  const peers = startPeer(scope, nativePeersBinary, [
    ...[way.told.http, server.mediaPort, 'schule', pupils, pupils, 600],
  ]);
  await peers.wait('all hear another', 60, ({ hearing }) => hearing === pupils);
  const before = { ...way.told };
  const isOurMachine = await scope.figure(
    '99 of 100 commands beside thirty peers',
    mostSeconds,
    async () => {
      const busy = await secondsOfCommands(people);
      scope.note(`p99 without peers ${inMs(quiet)}, with them ${inMs(busy)}`);
      return at99(busy);
    },
  );
  const { allocated, failed, up, down } = way.told;
  scope.note(`${up - before.up} datagrams up and ${down - before.down} down meanwhile`);
  assert.deepEqual({ allocated, failed }, { allocated: pupils, failed: 0 });
  if (isOurMachine) assert.equal(peers.told.hearing, pupils, peers.errors());
});

/** [{client, relay}]: people with a line of their own, and what each was given to use the relay with. */
async function takeSeats(scope, server, count) {
  const seats = [];
  while (seats.length < count) {
    const { token } = await joinRoom(server, 'schule', `Gast ${seats.length + 1}`);
    const client = await JsonClient.connect(server, () =>
      connect({ host: server.host, port: 443, servername: server.host }),
    );
    scope.defer(() => client.close());
    const { welcome } = await client.hello({ token });
    seats.push({ client, relay: welcome.relay });
  }
  return seats;
}

/** Of four hundred commands, forty a second, by one after the other: hands up and down, which all others see. */
async function secondsOfCommands(people) {
  const seconds = [];
  for (let round = 0; round < 400; ++round) {
    const { client } = people[round % people.length];
    const begin = performance.now();
    const answer = await client.ask({
      raiseHand: { up: Math.floor(round / people.length) % 2 === 0 },
    });
    assert.ok(answer.done, JSON.stringify(answer));
    seconds.push((performance.now() - begin) / 1000);
    await setTimeout(Math.max(0, 25 - (performance.now() - begin)));
  }
  return seconds.sort((a, b) => a - b);
}

const at99 = (sorted) => sorted[Math.floor(sorted.length * 0.99)];
const inMs = (sorted) => `${(at99(sorted) * 1000).toFixed(1)} ms`;

// Standard clients that are not ours: GStreamer publishes over WHIP, aiortc watches over WHEP.
import assert from 'node:assert/strict';
import { enter, seesOthers } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { joinRoom, startPeer } from './support/peers.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

test('GStreamer publishes over WHIP, and Chromium sees and hears it until it deletes', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const { token } = await joinRoom(server, 'rathaus', 'Saalkamera');
  const publisher = startPeer(scope, 'whip_publish.py', [`${server.url}/whip/rathaus`, token]);
  await publisher.wait('its resource is created', 30, ({ created }) => created);
  await publisher.wait('it is connected', 30, ({ state }) => state === 'connected');
  await seesOthers(anna, ['Saalkamera']);
  await plays(anna, ['Saalkamera']);
  assert.equal(await publisher.end(), 200);
  await seesOthers(anna, []);
});

test('aiortc watches over WHEP what Chromium sends, unseen by the room', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const { token } = await joinRoom(server, 'rathaus', 'Leinwand');
  const watcher = startPeer(scope, 'whep_receive.py', [`${server.url}/whep/rathaus`, token, 1]);
  await watcher.wait('its resource is created', 30, ({ created }) => created);
  await watcher.wait('50 changing pictures and their sound', 60, ({ frames, changes, sound }) => {
    return frames?.[0] >= 50 && changes[0] >= 10 && sound >= 50;
  });
  await seesOthers(anna, []);
  assert.equal(await watcher.end(), 200);
});

test('a WHEP offer with two pictures shows two sources', { seconds: 180 }, async (scope) => {
  const server = await scope.server();
  for (const name of ['Anna', 'Ben']) {
    await enter(await scope.chromium(), server.roomAddress('rathaus'), name);
  }
  const { token } = await joinRoom(server, 'rathaus', 'Leinwand');
  const watcher = startPeer(scope, 'whep_receive.py', [`${server.url}/whep/rathaus`, token, 2]);
  await watcher.wait('30 changing pictures of both', 60, ({ frames, changes }) => {
    return [0, 1].every((section) => frames?.[section] >= 30 && changes[section] >= 10);
  });
  assert.equal(await watcher.end(), 200);
});

test('WHIP without a token, with a foreign one or a wrong body is refused', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium();
  await enter(page, server.roomAddress('rathaus'), 'Cem');
  const { token } = await joinRoom(server, 'rathaus', 'Anna');
  await joinRoom(server, 'bauamt', 'Ben');
  const sdp = 'application/sdp';
  const refused = [
    [401, 'whip/rathaus', { 'Content-Type': sdp }, 'v=0\r\n'],
    [401, 'whip/rathaus', { 'Content-Type': sdp, Authorization: 'Bearer forged' }, 'v=0\r\n'],
    [401, 'whip/bauamt', { 'Content-Type': sdp, Authorization: `Bearer ${token}` }, 'v=0\r\n'],
    [415, 'whip/rathaus', { 'Content-Type': 'text/plain', Authorization: `Bearer ${token}` }, 'x'],
    [400, 'whip/rathaus', { 'Content-Type': sdp, Authorization: `Bearer ${token}` }, 'no SDP'],
    [400, 'whep/rathaus', { 'Content-Type': sdp, Authorization: `Bearer ${token}` }, 'v=0\r\n'],
  ];
  for (const [expected, path, headers, body] of refused) {
    const { status } = await fetch(`${server.url}/${path}`, { method: 'POST', headers, body });
    assert.equal(status, expected, `${path} ${JSON.stringify(headers)} ${body}`);
  }
  // Nobody is left behind in the room.
  await until('Cem is alone', 10, () =>
    page.evaluate(() => window.plenumTest.people().length === 1),
  );
});

// A publisher that sends its layers in one stream (SVC), as hardware and other clients do: a Chromium over
// WHIP. Who shows it small gets the small layer, who pins it the large one, and neither sees it stop.
import assert from 'node:assert/strict';
import { enter, tile } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { plays } from './support/media.mjs';
import { joinRoom } from './support/peers.mjs';
import { offerOfCamera } from './support/publishing.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const nightly = 'of the three kinds one is enough by day';
const camera = 'Saalkamera';

/** Publishes the browser's test picture; answers the scalability mode that the encoder was given. */
async function publish(page, server, token, codec, scalabilityMode) {
  await page.goto(server.url);
  const encodings = [{ scalabilityMode, maxBitrate: 1_500_000 }];
  const offer = await offerOfCamera(page, codec, encodings, { frameRate: 20 });
  return page.evaluate(
    async ([url, bearer, body]) => {
      const headers = { 'Content-Type': 'application/sdp', Authorization: `Bearer ${bearer}` };
      const answer = await fetch(url, { method: 'POST', headers, body });
      const { publishing } = window;
      await publishing.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
      return publishing.getSenders()[0].getParameters().encodings[0].scalabilityMode;
    },
    [`${server.url}/whip/rathaus`, token, offer],
  );
}

/** What the page decodes of the one picture that it gets. */
async function decoded(page) {
  return page.evaluate(async () => {
    const all = [...(await window.plenumTest.peerConnection().getStats()).values()];
    const stream = all.find(({ type, kind, framesDecoded }) => {
      return type === 'inbound-rtp' && kind === 'video' && framesDecoded > 0;
    });
    const codec = all.find(({ id }) => id === stream?.codecId);
    return { ...stream, codec: codec?.mimeType };
  });
}

async function showsLayers(scope, codec, mode) {
  const server = await scope.server();
  const ben = await scope.chromium({ ...withoutDevices, viewport: { width: 1200, height: 700 } });
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  const { token } = await joinRoom(server, 'rathaus', camera);
  assert.equal(
    await publish(await scope.chromium({ camera: 'large' }), server, token, codec, mode),
    mode,
  );
  // Twelve small tiles. One more, and whoever is pinned no longer would find the place on this page
  // taken, and be looked at by nobody.
  await crowd(scope, server, 'rathaus', guestNames(10));
  await plays(ben, [camera], { frames: 20, sounds: 0 });
  const height = (pixels) =>
    until(`${pixels} pixels are shown`, 30, async () => {
      const { frameHeight } = await decoded(ben);
      if (frameHeight === pixels) return true;
      throw new Error(`${frameHeight} pixels`);
    });
  await height(180);
  assert.equal((await decoded(ben)).codec, codec);

  const person = tile(ben, camera);
  await person.hover();
  await person.getByRole('button', { name: `${camera} anheften` }).click();
  await height(720);
  await plays(ben, [camera], { frames: 20, sounds: 0 });
  await person.hover();
  await person.getByRole('button', { name: `${camera} nicht mehr anheften` }).click();
  await height(180);
  await plays(ben, [camera], { frames: 40, sounds: 0 });
  const { freezeCount, totalFreezesDuration } = await decoded(ben);
  scope.note(`${codec} ${mode}: ${freezeCount} freezes, ${totalFreezesDuration} s`);
}

test('VP9 in k-SVC is shown in the layer that the tile needs', { seconds: 180 }, (scope) =>
  showsLayers(scope, 'video/VP9', 'L3T3_KEY'),
);

test('AV1 in k-SVC is shown in the layer that the tile needs', { seconds: 180, nightly }, (scope) =>
  showsLayers(scope, 'video/AV1', 'L3T3_KEY'),
);

test(
  'VP9 in full SVC is shown in the layer that the tile needs',
  { seconds: 180, nightly },
  (scope) => showsLayers(scope, 'video/VP9', 'L3T3'),
);

// A browser encodes and sends what somebody looks at: in small tiles the smallest of its three encodings,
// the large ones as soon as somebody enlarges the tile, and no longer than that.
import assert from 'node:assert/strict';
import { enter, tile } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { plays } from './support/media.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const small = { width: 1200, height: 700 };

/** {rid: framesSent} of the page's camera. */
async function sent(page) {
  return page.evaluate(async () => {
    const [, camera] = window.plenumTest.peerConnection().getTransceivers();
    const streams = [...(await camera.sender.getStats()).values()];
    return Object.fromEntries(
      streams
        .filter(({ type, rid }) => type === 'outbound-rtp' && rid)
        .map(({ rid, framesSent }) => [rid, framesSent ?? 0]),
    );
  });
}

/** The rids whose frames go out at present. */
async function sending(page) {
  const before = await sent(page);
  await page.waitForTimeout(1500);
  const now = await sent(page);
  return Object.keys(now)
    .filter((rid) => now[rid] > (before[rid] ?? 0) + 3)
    .sort()
    .join('');
}

async function follows(scope, publisher, name) {
  const server = await scope.server();
  await enter(publisher, server.roomAddress('rathaus'), name);
  const ben = await scope.chromium({ ...withoutDevices, viewport: small });
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  // Sixteen tiles: small ones.
  await crowd(scope, server, 'rathaus', guestNames(14));
  await plays(ben, [name], { frames: 20 });
  await until('only the smallest encoding is sent', 40, async () => {
    const rids = await sending(publisher);
    if (rids === 'q') return true;
    throw new Error(`sends ${rids}`);
  });

  const person = tile(ben, name);
  await person.hover();
  await person.getByRole('button', { name: `${name} anheften` }).click();
  await scope.measure('the largest encoding is sent again', 10, () =>
    until('the largest encoding is sent', 20, async () => /f/.test(await sending(publisher))),
  );
  await until('it is shown', 20, () =>
    person.locator('video').evaluate((video) => video.videoHeight >= 480),
  );
  await plays(ben, [name], { frames: 20 });
  const { h = 0 } = await sent(publisher);
  assert.ok(h > 0, 'before anybody said what is watched, all were sent');
}

test('Chromium sends the encodings that somebody watches', async (scope) => {
  await follows(scope, await scope.chromium({ camera: 'large' }), 'Anna');
});

test('Firefox sends the encodings that somebody watches', {
  seconds: 180,
  nightly: 'a Firefox takes its time to send a large picture again',
}, async (scope) => {
  await follows(scope, await scope.firefox({ camera: 'large' }), 'Fiona');
});

// Lips and voice (EN 301 549, 6.5.4): how far apart Chromium plays the picture and the sound of one person, by its
// own reckoning, before and after both have moved to another slot.
import assert from 'node:assert/strict';
import { enter, tile } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { plays } from './support/media.mjs';
import { close, withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const mostApartMs = 100;
const readings = 10;
const pauseMs = 200;

/**
 * In the page: through which slots a person is seen and heard, and what of them is played at this moment, in
 * milliseconds of the server's clock. A browser knows that once there were sender reports for both.
 */
async function playing(name) {
  const { peerConnection, people, slots, soundSlots } = window.plenumTest;
  const { id } = people().find((person) => person.name === name);
  const slot = slots().find(({ person }) => person === id)?.slot;
  const soundSlot = soundSlots().find(({ person }) => person === id)?.slot;
  const receivers = (kind) =>
    peerConnection()
      .getTransceivers()
      .filter((one) => one.direction === 'recvonly' && one.receiver.track.kind === kind)
      .map(({ receiver }) => receiver.track.id);
  const tracks = [receivers('video')[slot], receivers('audio')[soundSlot]];
  const entries = [...(await peerConnection().getStats()).values()];
  const [picture, sound] = tracks.map(
    (track) =>
      entries.find((one) => one.type === 'inbound-rtp' && one.trackIdentifier === track)
        ?.estimatedPlayoutTimestamp,
  );
  return { slot, soundSlot, picture, sound };
}

/** Milliseconds that the picture is ahead of the sound now. */
async function ahead(page, name) {
  const now = await page.evaluate(playing, name);
  if (!now.picture || !now.sound) throw new Error(`not both are played: ${JSON.stringify(now)}`);
  return now.picture - now.sound;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[readings / 2 - 1] + sorted[readings / 2]) / 2;
}

/**
 * Until the median of the last ten readings is small enough: a browser begins with what its two buffers happen to
 * hold and then moves them by 80 ms a second at most.
 */
async function inStep(scope, page, name, when) {
  const begin = performance.now();
  const latest = [];
  await until(`sound and picture of ${name} go together, ${when}`, 40, async () => {
    latest.push(await ahead(page, name));
    if (latest.length > readings) latest.shift();
    if (latest.length === readings && Math.abs(median(latest)) <= mostApartMs) return true;
    await page.waitForTimeout(pauseMs);
    throw new Error(`the last differences: ${latest.map(Math.round)}`);
  });
  const seconds = (performance.now() - begin) / 1000;
  scope.note(`${when}: ${Math.round(median(latest))} ms ahead after ${seconds.toFixed(1)} s`);
}

test('sound and picture of a person go together, also through another slot', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...withoutDevices, viewport: { width: 1200, height: 700 } });
  await enter(anna, address, 'Anna');
  await enter(await scope.chromium(), address, 'Ben');
  // So that Cem stands on the second page.
  await crowd(scope, server, 'rathaus', guestNames(3));
  await enter(await scope.chromium(), address, 'Cem');
  await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
  await anna.getByRole('combobox', { name: 'Bilder je Seite' }).selectOption('4');
  await close(anna.getByRole('dialog', { name: 'Geräte einstellen' }));
  await plays(anna, ['Ben'], { frames: 20 });
  const before = await anna.evaluate(playing, 'Ben');
  assert.equal(before.soundSlot, before.slot, 'heard through the sound slot of his picture');
  await inStep(scope, anna, 'Ben', 'first slot');

  // Cem takes the slot that Ben leaves, and keeps it when Ben comes back.
  await anna.getByRole('button', { name: 'Nächste Seite' }).click();
  const cem = tile(anna, 'Cem');
  await plays(anna, ['Cem'], { frames: 10, sounds: 2 });
  await cem.hover();
  await cem.getByRole('button', { name: 'Cem anheften' }).click();
  const back = anna.getByRole('button', { name: 'Vorherige Seite' });
  if (await back.isVisible()) await back.click();
  await plays(anna, ['Ben'], { frames: 10, sounds: 2 });
  const after = await anna.evaluate(playing, 'Ben');
  assert.notEqual(after.slot, before.slot);
  assert.equal(after.soundSlot, after.slot);
  await inStep(scope, anna, 'Ben', 'another slot');
});

// The simulator's clients share the server's protocol code; here the same bad line with a browser that
// does not: 5 % lost in each direction, 50 ms there and back.
import assert from 'node:assert/strict';
import { enter } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { layMediaLine } from './support/media_line.mjs';
import { addresses } from './support/network.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const watchedSeconds = 20;

test('at five percent loss both ways Chromium sees and hears without standing still', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const [anna, ben] = [await scope.chromium(), await scope.chromium()];
  const line = await layMediaLine(scope, server, ben, {
    loss: 0.05,
    delayMs: 25,
    address: addresses.v4,
  });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);

  const before = [await pictures(anna), await pictures(ben)];
  const from = performance.now();
  await until('the time is over', watchedSeconds + 5, () =>
    Promise.resolve(performance.now() - from > watchedSeconds * 1000),
  );
  const after = [await pictures(anna), await pictures(ben)];
  const { sent, lost } = line.counts();
  assert.ok(lost / sent > 0.04 && lost / sent < 0.06, `lost ${lost} of ${sent}`);
  for (const k of [0, 1]) {
    const decoded = after[k].decoded - before[k].decoded;
    const received = after[k].received - before[k].received;
    const frozen = after[k].frozen - before[k].frozen;
    console.log(`         ${decoded} of ${received} pictures, frozen for ${frozen.toFixed(1)} s`);
    assert.ok(decoded > watchedSeconds * 15 * 0.9, `${decoded} pictures in ${watchedSeconds} s`);
    assert.ok(frozen < 2, `frozen for ${frozen} s`);
  }
  // It was the repair and not luck.
  assert.ok(after[1].nacks > before[1].nacks, 'Ben asked for what was lost');
});

/** Of the one person who is seen. */
async function pictures(page) {
  return page.evaluate(async () => {
    const statistics = [...(await window.plenumTest.peerConnection().getStats()).values()];
    const entries = statistics.filter(
      ({ type, kind, framesDecoded }) =>
        type === 'inbound-rtp' && kind === 'video' && framesDecoded,
    );
    const sum = (key) => entries.reduce((total, entry) => total + (entry[key] ?? 0), 0);
    return {
      decoded: sum('framesDecoded'),
      received: sum('framesReceived'),
      frozen: sum('totalFreezesDuration'),
      nacks: sum('nackCount'),
    };
  });
}

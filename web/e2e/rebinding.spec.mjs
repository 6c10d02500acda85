// The NAT in front of a person forgets its mappings in the middle of a call: all that she sends comes from
// other ports, then from another address. Media goes on within a second of the first check from there (F12),
// and the signalling line, which the NAT has cut, is back too.
import assert from 'node:assert/strict';
import { enter, seatOf } from './support/conference.mjs';
import { behindARouter } from './support/home.mjs';
import { plays } from './support/media.mjs';
import { layMediaLine } from './support/media_line.mjs';
import { addresses } from './support/network.mjs';
import { test } from './support/test.mjs';
import { serverWithTlsAt } from './support/tls.mjs';
import { until } from './support/until.mjs';

for (const browser of ['chromium', 'firefox']) {
  test(`when its NAT rebinds ${browser} plays on, without an offer`, {
    seconds: 90,
  }, async (scope) => {
    const server = await scope.server();
    const [anna, ben] = [await scope.chromium(), await scope[browser]()];
    const line = await layMediaLine(scope, server, ben, { address: addresses.v4 });
    await enter(anna, server.roomAddress('rathaus'), 'Anna');
    await enter(ben, server.roomAddress('rathaus'), 'Ben');
    await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
    const before = await seatOf(ben);
    for (const [what, source] of [
      ['another port', undefined],
      ['another address', '127.0.0.2'],
    ]) {
      line.rebind(source);
      // Browsers check a path that works every two to six seconds.
      const { checkAt, mediaAt } = await until(`media by ${what}`, 10, () => {
        const seen = line.resumed();
        return seen.mediaAt && seen;
      });
      scope.note(`${browser}, ${what}: media ${(mediaAt - checkAt).toFixed(0)} ms after the check`);
      assert.ok(mediaAt - checkAt < 1000, `${mediaAt - checkAt} ms after the first check`);
      await Promise.all([
        plays(anna, ['Ben'], { frames: 10 }),
        plays(ben, ['Anna'], { frames: 10 }),
      ]);
    }
    assert.deepEqual(await seatOf(ben), before, 'the same seat, and nothing was negotiated');
  });

  test(`when her router has forgotten everything ${browser} plays on in the same seat`, {
    seconds: 120,
  }, async (scope) => {
    const router = await behindARouter(scope);
    const ports = { 'media.port': 10000, 'relay.listen': '[::]:3478' };
    const server = await serverWithTlsAt(scope, router.address, ports, router.inside);
    const kind = { anyCertificate: true };
    const anna = await scope.chromium({ kind: { ...kind, inside: router.inside } });
    const ben = await (browser === 'firefox' ? scope.firefox() : scope.chromium({ kind }));
    await enter(anna, server.roomAddress('rathaus'), 'Anna');
    await enter(ben, server.roomAddress('rathaus'), 'Ben');
    await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
    const before = await seatOf(ben);
    for (const [what, address] of [
      ['other ports', undefined],
      ['another address', '10.79.0.3'],
    ]) {
      router.rebind(address);
      // Until the next check, which comes every two (Chromium) to six seconds (Firefox), a second, and what ten
      // pictures take.
      await scope.measure(`${browser} plays by ${what}`, 7, () =>
        Promise.all([plays(anna, ['Ben'], { frames: 10 }), plays(ben, ['Anna'], { frames: 10 })]),
      );
      const after = await seatOf(ben);
      assert.equal(after.self, before.self, 'the same person');
      assert.deepEqual(after.people, before.people, 'nobody came or went');
    }
  });
}

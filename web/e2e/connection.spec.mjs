// The line (R54, R55): the connection test says which ways are open and what helps; everybody sees whose
// line is poor, and the figures behind it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { enter, openList, tile } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { serverWithTls } from './support/tls.mjs';
import { until } from './support/until.mjs';

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};
const ways = {
  udp: 'Direkt (UDP)',
  relayUdp: 'Umweg über UDP',
  relayTcp: 'Umweg über TCP',
  relayTls: 'Umweg über TLS, wie eine Webseite',
};

/** Presses the button and waits for the outcome. */
async function testConnection(page) {
  await page.getByRole('button', { name: 'Verbindung prüfen', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Verbindung prüfen' });
  await dialog.getByText('wird geprüft').first().waitFor();
  await until('the test is over', 60, () =>
    dialog.getByRole('button', { name: 'Noch einmal prüfen' }).isEnabled(),
  );
  return dialog;
}

/** What stands beside a name in the dialog. */
async function valueBeside(dialog, name) {
  const line = dialog
    .locator('dl > div')
    .filter({ has: dialog.page().getByText(name, { exact: true }) });
  return (await line.locator('dd').textContent()).trim();
}

async function waysIn(dialog) {
  const states = {};
  for (const [way, name] of Object.entries(ways)) states[way] = await valueBeside(dialog, name);
  return states;
}

/** Nothing gets through to this port any more; the namespace is the test run's own. */
function block(scope, protocol, port) {
  const table = `block${port}${protocol}`;
  const nft = (...words) => execFileSync('nft', words);
  nft('add', 'table', 'inet', table);
  scope.defer(() => nft('delete', 'table', 'inet', table));
  nft('add', 'chain', 'inet', table, 'in', '{ type filter hook input priority 0 ; }');
  nft('add', 'rule', 'inet', table, 'in', protocol, 'dport', String(port), 'drop');
}

test('Chromium finds every way open, at desktop and phone size', {
  seconds: 180,
}, async (scope) => {
  const { server } = await serverWithTls(scope, { 'media.workers': 2 });
  const page = await scope.chromium({ kind: { anyCertificate: true }, ignoreHTTPSErrors: true });
  await page.setViewportSize(sizes.desktop);
  await page.goto(server.roomAddress('rathaus'));
  const dialog = await testConnection(page);
  await dialog.getByText('Alles gut: Bild und Ton gehen auf dem direkten Weg.').waitFor();
  assert.deepEqual(await waysIn(dialog), {
    udp: 'offen',
    relayUdp: 'offen',
    relayTcp: 'offen',
    relayTls: 'offen',
  });
  assert.equal(await valueBeside(dialog, 'Seite und Steuerung (WebSocket)'), 'offen');
  assert.match(await valueBeside(dialog, 'Empfangen'), /Mbit\/s$/);
  assert.match(await valueBeside(dialog, 'Senden'), /Mbit\/s$/);
  assert.match(await valueBeside(dialog, 'Hin und zurück'), /^\d+ ms$/);
  assert.equal(await dialog.getByText('Für Ihre IT').count(), 0);
  await assertAccessible(page, 'the connection test');
  for (const [name, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    await assertFits(page, `the connection test, ${name}`);
    await picture(page, `connection_test_${name}`);
  }
  // The server has let go of it.
  await dialog.getByRole('button', { name: 'Schließen', exact: true }).click();
  await until('no test is running', 10, async () =>
    /^plenum_connection_tests_running 0$/m.test(
      await page.evaluate(async () => (await fetch('/metrics')).text()),
    ),
  );
});

test('Firefox finds the direct way and the relay open, from the help', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const page = await scope.firefox(withoutDevices);
  await page.goto(`${server.url}/help#browserproblems`);
  const dialog = await testConnection(page);
  assert.deepEqual(await waysIn(dialog), {
    udp: 'offen',
    relayUdp: 'offen',
    relayTcp: 'offen',
    relayTls: 'bietet dieser Server nicht an',
  });
});

test('with the media port blocked the test says so, and names the ports', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  block(scope, 'udp', server.mediaPort);
  const page = await scope.chromium();
  await page.goto(server.roomAddress('rathaus'));
  const dialog = await testConnection(page);
  await dialog.getByText('Es geht: Der direkte Weg ist versperrt').waitFor();
  const { udp, relayUdp, relayTcp } = await waysIn(dialog);
  assert.deepEqual([udp, relayUdp, relayTcp], ['versperrt', 'offen', 'offen']);
  await dialog.getByText(`${server.mediaPort}/UDP`, { exact: false }).first().waitFor();
  await page.setViewportSize(sizes.phone);
  await picture(page, 'connection_test_blocked_phone');
  await assertAccessible(page, 'the connection test, blocked');
});

test('a line that becomes poor is seen by everybody, with words and figures; “Nur Ton” is one click', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const bea = await scope.chromium();
  await enter(bea, server.roomAddress('rathaus'), 'Bea');
  await Promise.all([plays(anna, ['Bea']), plays(bea, ['Anna'])]);

  // 1. In the list, and in the figures of both sides. On a busy machine sound has gaps: then it is not good.
  const list = await openList(anna);
  await until('Bea’s line is known', 40, async () => {
    const rows = await list.getByRole('listitem').allTextContents();
    return rows.some(
      (row) => row.includes('Bea') && /Verbindung (gut|schwankend|schlecht)/.test(row),
    );
  });
  await list.getByRole('button', { name: 'Aktionen für Bea' }).click();
  await anna.getByRole('menuitem', { name: 'Verbindung und Statistik' }).click();
  const ofBea = anna.getByRole('dialog', { name: 'Verbindung: Bea' });
  const camera = ofBea.getByRole('region', { name: 'Kamera' });
  await until('rates are shown', 20, async () => /\d+ kbit\/s/.test(await camera.textContent()));
  const figures = await camera.textContent();
  assert.match(figures, /Auflösung\d+ × \d+/);
  assert.match(figures, /Codec(VP8|VP9|H264|AV1)/);
  assert.match(await ofBea.getByRole('region', { name: 'Weg zum Server' }).textContent(), /direkt/);
  await assertAccessible(anna, 'the statistics');
  await picture(anna, 'statistics_desktop');
  await ofBea.getByRole('button', { name: 'Schließen', exact: true }).click();

  await bea.getByRole('button', { name: 'Ansicht', exact: true }).click();
  await bea.getByRole('menuitem', { name: 'Ihre Verbindung' }).click();
  const ofSelf = bea.getByRole('dialog', { name: 'Ihre Verbindung' });
  await ofSelf
    .getByRole('region', { name: /^Kamera, / })
    .first()
    .waitFor({ timeout: 20_000 });
  await bea.setViewportSize(sizes.phone);
  await assertFits(bea, 'the statistics, phone');
  await picture(bea, 'statistics_phone');
  await ofSelf.getByRole('button', { name: 'Schließen', exact: true }).click();

  // 2. Her browser reports a round trip of two seconds from now on.
  await bea.evaluate(slowDown);
  const sign = tile(anna, 'Bea').getByRole('button', {
    name: 'Verbindung: Bea: Verbindung schlecht',
  });
  await sign.waitFor({ timeout: 40_000 });
  await picture(anna, 'line_poor_desktop');
  await bea.getByText('Ihre Verbindung ist schlecht.', { exact: false }).waitFor();
  await assertAccessible(bea, 'the hint');
  await picture(bea, 'line_poor_phone');

  // 3. One click, and the pictures are off.
  await bea.getByRole('status').getByRole('button', { name: 'Nur Ton', exact: true }).click();
  await bea.getByText('Nur Ton: Bilder und Ihre Kamera sind aus.').waitFor();
});

/** Runs in the page. */
function slowDown() {
  const connection = window.plenumTest.peerConnection();
  const getStats = connection.getStats.bind(connection);
  connection.getStats = async () => {
    const report = await getStats();
    const entries = new Map();
    report.forEach((entry, id) => {
      const slow = entry.type === 'candidate-pair' ? { ...entry, currentRoundTripTime: 2 } : entry;
      entries.set(id, slow);
    });
    return entries;
  };
}

// The service worker: only what never changes is kept, and no old client meets a new server.
test('R51: the shell is kept, pages and the API are not; without the server a page says so', {
  seconds: 120,
}, async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium(withoutDevices);
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.goto(server.roomAddress('rathaus'));
  await page.getByRole('textbox', { name: 'Ihr Name' }).waitFor();
  const kept = await page.evaluate(async () => {
    const cache = await caches.open('plenum');
    return (await cache.keys()).map((request) => new URL(request.url).pathname);
  });
  assert.ok(kept.some((path) => path.startsWith('/assets/index-')));
  const other = kept.filter((path) => !path.startsWith('/assets/'));
  assert.deepEqual(other.sort(), ['/icon.svg', '/offline.css', '/offline.html', '/offline.js']);
  await server.kill();
  await page.reload();
  await page.getByRole('heading', { name: 'Keine Verbindung' }).waitFor();
  await page.setViewportSize(sizes.phone);
  await assertAccessible(page, 'the page without a network');
  await picture(page, 'offline_phone');
  await server.start();
  await page.getByRole('button', { name: 'Erneut versuchen' }).click();
  await page.getByRole('textbox', { name: 'Ihr Name' }).waitFor();
});

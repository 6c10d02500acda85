// Help (R5), the operator's pages (R16, R66), and what is acknowledged before joining (R50, R64, R67).
import assert from 'node:assert/strict';
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inConference } from './support/conference.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
};
const support = 'Bürgerservice, hilfe@stadt.example, 0911 123456';

/** A folder of pages, and a server that shows them. */
async function serverWithPages(scope, pages, settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-pages-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  const write = (name, text) => writeFile(join(folder, `${name}.md`), text);
  for (const [name, text] of Object.entries(pages)) await write(name, text);
  const server = await scope.server({
    'pages.dir': folder,
    'service.support': support,
    ...settings,
  });
  return { server, write, remove: (name) => unlink(join(folder, `${name}.md`)) };
}

const footerLinks = (page) =>
  page
    .getByRole('navigation', { name: 'Hilfe und Rechtliches' })
    .getByRole('link')
    .allTextContents();

async function isInSight(page, heading) {
  await until(`„${heading}“ is in sight`, 10, async () => {
    const box = await page.getByRole('heading', { name: heading, exact: true }).boundingBox();
    return box && box.y >= -1 && box.y < 120;
  });
}

test('R5: the help is reached from the start page, searched by keyboard and read in English', async (scope) => {
  const { server } = await serverWithPages(scope, {});
  const page = await scope.chromium(withoutDevices);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Hilfe', exact: true }).click();
  await page.getByRole('heading', { name: 'Hilfe', exact: true, level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/help');
  assert.equal(await page.title(), 'Hilfe – Plenum');

  const field = page.getByRole('searchbox', { name: 'Hilfe durchsuchen' });
  await field.focus();
  await page.keyboard.type('firewall port');
  await page.getByRole('status').getByText('1 Abschnitt gefunden').waitFor();
  await page.getByRole('heading', { name: 'Browser und technische Probleme' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Der Warteraum' }).count(), 0);
  await picture(page, 'help-search');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Der Warteraum' }).waitFor();

  const contact = page.getByRole('region', { name: 'Kontakt' });
  assert.equal(
    await contact.getByRole('link', { name: 'hilfe@stadt.example' }).getAttribute('href'),
    'mailto:hilfe@stadt.example',
  );
  assert.equal(
    await contact.getByRole('link', { name: '0911 123456' }).getAttribute('href'),
    'tel:0911123456',
  );

  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Browsers and technical problems' }).waitFor();
  assert.equal(await page.getByRole('article').getAttribute('lang'), 'en');
});

test('R5, R69: anchors of the help lead to their section, from outside and from a problem', async (scope) => {
  const { server } = await serverWithPages(scope, {}, { 'policy.create': 'account' });
  const page = await scope.chromium(withoutDevices);
  await page.goto(`${server.url}/help#browserproblems`);
  await isInSight(page, 'Browser und technische Probleme');
  await page.goto(server.roomAddress('gibt-es-nicht'));
  await page.getByRole('heading', { name: 'Diese Konferenz gibt es nicht' }).waitFor();
  await page.getByRole('link', { name: 'hilfe@stadt.example' }).waitFor();
  await page.getByRole('link', { name: 'Hilfe dazu lesen' }).click();
  await isInSight(page, 'An einer Konferenz teilnehmen');
  assert.equal(new URL(page.url()).hash, '#joining');
});

test('R16: the operator’s pages are linked while they are there, and nothing in them runs', async (scope) => {
  const { server, write, remove } = await serverWithPages(scope, {
    impressum:
      '# Impressum\n\n## Anbieter\n\nStadt <script>window.broken = 1</script><b>Süd</b>\n\n' +
      '[böse](javascript:alert(1)) [gut](https://stadt.example) ![Wappen](https://stadt.example/w.png)\n',
    'impressum.en': '# Imprint\n\nTown of Süd\n',
    datenschutz: '# Datenschutz\n\nStand: [[Monat und Jahr]]\n',
  });
  const page = await scope.chromium(withoutDevices);
  await page.goto(server.url);
  await page.getByRole('link', { name: 'Impressum' }).waitFor();
  assert.deepEqual(
    await footerLinks(page),
    ['Hilfe', 'Impressum'],
    'unfinished pages are not shown',
  );

  await page.getByRole('link', { name: 'Impressum' }).click();
  await page.getByRole('heading', { name: 'Anbieter' }).waitFor();
  const article = page.getByRole('article');
  assert.equal(await article.locator('script, b, img').count(), 0);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await article.getByRole('link', { name: 'böse' }).count(), 0);
  const good = article.getByRole('link', { name: 'gut' });
  assert.equal(await good.getAttribute('rel'), 'noopener noreferrer');
  await page.getByRole('radio', { name: 'English' }).click();
  await page.getByText('Town of Süd').waitFor();
  await page.getByRole('radio', { name: 'Deutsch' }).click();

  await write('hausordnung', '# Hausordnung\n\nWir lassen andere ausreden.\n');
  await remove('impressum');
  await remove('impressum.en');
  await until('the footer has changed without a restart', 15, async () => {
    await page.goto(server.url);
    await page.getByRole('link', { name: 'Hilfe', exact: true }).waitFor();
    return (await footerLinks(page)).join() === 'Hilfe,Hausordnung';
  });
  await page.goto(`${server.url}/impressum`);
  await page.getByText('Diese Seite ist auf diesem Server nicht hinterlegt.').waitFor();
});

test('R48, R50, R63, R64: house rules and privacy notice are acknowledged before joining, once for each version', async (scope) => {
  const { server, write } = await serverWithPages(scope, {
    datenschutz: '# Datenschutzhinweise\n\nKurz und klar.\n',
    hausordnung: '# Hausordnung\n\nWir lassen andere ausreden.\n',
  });
  const page = await scope.chromium(withoutDevices);
  const both = 'Ich habe die Datenschutzhinweise und die Hausordnung zur Kenntnis genommen';
  const join = page.getByRole('button', { name: 'Beitreten', exact: true });
  const name = page.getByRole('textbox', { name: 'Ihr Name' });
  const leave = async () => {
    await page.getByRole('button', { name: 'Verlassen', exact: true }).click();
    await page.getByRole('heading', { name: 'Sie haben die Konferenz verlassen' }).waitFor();
  };

  await page.goto(server.roomAddress('rathaus'));
  await page.getByText('Aufzeichnungen und Bildschirmfotos der Konferenz sind verboten.').waitFor();
  await page.getByText('Geben Sie keine Bankdaten oder Passwörter weiter.').waitFor();
  await page.getByRole('main').getByText('Datenschutzhinweise', { exact: true }).first().click();
  await page.getByText('Der Server leitet sie weiter und könnte sie sehen und hören').waitFor();
  await name.fill('Anna');
  await join.click();
  await page.getByText('Ohne diese Bestätigung geht es nicht weiter.').waitFor();
  await assertAccessible(page, 'acknowledging');
  await assertFits(page, 'acknowledging');
  await picture(page, 'prejoin-acknowledge');
  const [text] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('main').getByRole('link', { name: 'Hausordnung (neues Fenster)' }).click(),
  ]);
  await text.getByText('Wir lassen andere ausreden.').waitFor();
  await text.close();
  await page.getByText(both).click();
  await join.click();
  await inConference(page);
  await page.getByRole('button', { name: 'Geräte einstellen' }).click();
  await page.getByRole('link', { name: 'Hilfe (neues Fenster)' }).waitFor();
  await page.keyboard.press('Escape');
  await leave();

  await page.goto(server.roomAddress('rathaus'));
  await name.waitFor();
  assert.equal(await page.getByText(both).count(), 0, 'remembered');
  await page.goto(`${server.url}/hausordnung`);
  await page.getByText('in diesem Browser zur Kenntnis genommen').waitFor();
  await page.getByRole('button', { name: 'Zurücknehmen' }).click();
  await page.goto(server.roomAddress('rathaus'));
  await page.getByText('Ich habe die Hausordnung zur Kenntnis genommen').click();
  await join.click();
  await inConference(page);
  await leave();

  await write('hausordnung', '# Hausordnung\n\nWir melden uns, wenn wir sprechen möchten.\n');
  await until('another version is asked for', 15, async () => {
    await page.goto(server.roomAddress('rathaus'));
    await name.waitFor();
    return (await page.getByText('Ich habe die Hausordnung zur Kenntnis genommen').count()) > 0;
  });
});

for (const [size, viewport] of Object.entries(sizes)) {
  test(`help and the operator’s pages fit ${size} and are accessible`, {
    seconds: 240,
  }, async (scope) => {
    const long = ['Verantwortlich', 'Zwecke', 'Daten', 'Empfänger', 'Ihre Rechte']
      .map((title) => `## ${title}\n\n${'Hier steht, was gilt. '.repeat(20)}\n`)
      .join('\n');
    const table = '| Daten | Dauer |\n|---|---|\n| Zugriffsprotokoll | sieben Tage |\n';
    const { server } = await serverWithPages(scope, {
      impressum: '# Impressum\n\n## Anbieter\n\nStadt Süd\n',
      datenschutz: `# Datenschutzhinweise\n\n${long}\n${table}`,
      nutzungsbedingungen: '# Nutzungsbedingungen\n\nKeine Bankdaten.\n',
      barrierefreiheit: '# Barrierefreiheit\n\nAlle sollen teilnehmen können.\n',
      hausordnung: '# Hausordnung\n\nWir lassen andere ausreden.\n',
    });
    const page = await scope.chromium({ viewport, ...withoutDevices });
    const check = async (name) => {
      await assertFits(page, name);
      await picture(page, `${name}-${size}`);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await assertAccessible(page, `${name} (${colorScheme})`);
      }
      await picture(page, `${name}-${size}-dark`);
      await page.emulateMedia({ colorScheme: 'light' });
    };
    await page.goto(`${server.url}/help`);
    await page.getByRole('heading', { name: 'Kontakt' }).waitFor();
    await check('help');
    await page.goto(`${server.url}/help#browserproblems`);
    await isInSight(page, 'Browser und technische Probleme');
    await picture(page, `help-browserproblems-${size}`);
    await page.goto(`${server.url}/datenschutz`);
    await page.getByRole('heading', { name: 'Ihre Rechte' }).waitFor();
    await check('operator-page');
    await page.goto(server.url);
    await page.getByRole('link', { name: 'Hausordnung' }).waitFor();
    await check('start-with-pages');
    await page.goto(server.roomAddress('rathaus'));
    await page.getByRole('checkbox').waitFor({ state: 'attached' });
    await check('prejoin-with-pages');
  });
}

// Joining works with no camera, no microphone, neither, or permission denied; the page says so.
import { withoutMicrophone } from './support/browsers.mjs';
import { inConference, seesOthers, tile } from './support/conference.mjs';
import { test } from './support/test.mjs';

const anyway = 'Sie können trotzdem beitreten, zuhören und zusehen.';
const noCamera = 'Es wurde keine Kamera gefunden.';
const noMicrophone = 'Es wurde kein Mikrofon gefunden.';
const cameraDenied = 'Der Browser darf die Kamera nicht benutzen.';
const microphoneDenied = 'Der Browser darf das Mikrofon nicht benutzen.';

const desks = {
  'no camera': [{ kind: { devices: 'no camera' } }, [noCamera]],
  'no microphone': [{ init: withoutMicrophone }, [noMicrophone]],
  'neither camera nor microphone': [{ kind: { devices: 'none' } }, [noCamera, noMicrophone]],
  'permission denied': [{ kind: { permission: 'denied' } }, [cameraDenied, microphoneDenied]],
};

for (const [desk, [how, sentences]] of Object.entries(desks)) {
  test(`joining with ${desk} works, and the page says what is missing`, async (scope) => {
    const server = await scope.server();
    const page = await scope.chromium(how);
    await page.goto(server.roomAddress('rathaus'));
    const status = page.getByRole('status').filter({ hasText: anyway });
    await status.waitFor();
    for (const sentence of sentences) await status.getByText(sentence).waitFor();
    await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
    await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
    await inConference(page);

    // Two who lack the same see each other in the list of tiles.
    const other = await scope.chromium(how);
    await other.goto(server.roomAddress('rathaus'));
    await other.getByRole('textbox', { name: 'Ihr Name' }).fill('Ben');
    await other.getByRole('button', { name: 'Beitreten', exact: true }).click();
    await seesOthers(page, ['Ben']);
    await seesOthers(other, ['Anna']);
    if (sentences.some((sentence) => sentence.includes('Mikrofon'))) {
      await tile(other, 'Anna').getByText('Mikrofon aus').waitFor();
    }
  });
}

test('Firefox joins with permission denied, and the page says what is missing', async (scope) => {
  const server = await scope.server();
  const page = await scope.firefox({
    preferences: {
      'permissions.default.camera': 2,
      'permissions.default.microphone': 2,
      'media.navigator.permission.disabled': false,
    },
  });
  await page.goto(server.roomAddress('rathaus'));
  const status = page.getByRole('status').filter({ hasText: anyway });
  for (const sentence of [cameraDenied, microphoneDenied]) {
    await status.getByText(sentence).waitFor();
  }
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Fiona');
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(page);
});

test('R42, R43: where the house begins with microphone and camera off, whoever comes switches them on', async (scope) => {
  const server = await scope.server({ 'policy.microphones': 'off', 'policy.cameras': 'off' });
  const page = await scope.chromium();
  await page.goto(server.roomAddress('rathaus'));
  await page.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor();
  await page.getByRole('button', { name: 'Kamera einschalten' }).waitFor();
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(page);
  await tile(page, 'Anna (Ich)').getByText('Mikrofon aus').waitFor();
});

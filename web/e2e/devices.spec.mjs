// Joining works with no camera, no microphone, neither, or permission denied; the page says so. And what
// happens with devices during a conference.
import assert from 'node:assert/strict';
import { withoutMicrophone } from './support/browsers.mjs';
import { enter, inConference, seesOthers, tile } from './support/conference.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const withoutCamera = { kind: { devices: 'no camera' } };
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
  test(`R38: joining with ${desk} works, and the page says what is missing`, async (scope) => {
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

test('who speaks though muted is told so, and is heard while the space bar is held', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium({ ...withoutCamera, init: steadyVoice });
  await enter(page, server.roomAddress('rathaus'), 'Anna');
  const hint = page.getByText('Sie sind stummgeschaltet.');
  await page.getByRole('button', { name: 'Mikrofon ausschalten' }).click();
  await hint.waitFor();
  await page.getByRole('button', { name: 'Jetzt sprechen' }).click();
  await hint.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Mikrofon ausschalten' }).click();

  await page.locator('main').click();
  await page.keyboard.down(' ');
  await page.getByText('Sie sind zu hören, solange Sie die Leertaste halten.').waitFor();
  await page.getByRole('button', { name: 'Mikrofon ausschalten' }).waitFor();
  await page.keyboard.up(' ');
  await page.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor();
});

test('a headset that is plugged in is noticed, and used when wanted', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium({ ...withoutCamera, init: pluggableHeadset });
  await enter(page, server.roomAddress('rathaus'), 'Anna');
  await page.evaluate(() => window.plugIn());
  await page.getByText('„Kopfhörer X“ ist angeschlossen.').waitFor();
  await page.getByRole('button', { name: 'Benutzen', exact: true }).click();
  await page.getByRole('button', { name: 'Geräte einstellen' }).click();
  const microphone = page.getByRole('combobox', { name: 'Mikrofon' });
  await until('the headset is chosen', 20, async () => (await microphone.inputValue()) === 'hx-in');
  assert.equal(await page.getByRole('combobox', { name: 'Lautsprecher' }).inputValue(), 'hx-out');
  await page.getByRole('button', { name: 'Lautsprecher testen' }).click();
});

/** Runs in the page: its microphone hears somebody who does not stop speaking. */
function steadyVoice() {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    if (!wish.audio) return stream;
    const context = new AudioContext();
    document.addEventListener('pointerup', () => context.resume());
    const voice = context.createOscillator();
    const output = context.createMediaStreamDestination();
    voice.connect(output);
    voice.start();
    return new MediaStream([...output.stream.getTracks(), ...stream.getVideoTracks()]);
  };
}

/** Runs in the page: window.plugIn() adds a microphone and a loudspeaker of one group. */
function pluggableHeadset() {
  const devices = navigator.mediaDevices;
  const list = devices.enumerateDevices.bind(devices);
  const ask = devices.getUserMedia.bind(devices);
  const part = (kind, deviceId) => ({ kind, deviceId, label: 'Kopfhörer X', groupId: 'hx' });
  let plugged = [];
  devices.enumerateDevices = async () => [...(await list()), ...plugged];
  devices.getUserMedia = async (wish) => {
    const headset = wish.audio?.deviceId?.exact === 'hx-in';
    const stream = await ask(headset ? { audio: true } : wish);
    if (headset) {
      const [track] = stream.getAudioTracks();
      const settings = track.getSettings.bind(track);
      track.getSettings = () => ({ ...settings(), deviceId: 'hx-in' });
    }
    return stream;
  };
  window.plugIn = () => {
    plugged = [part('audioinput', 'hx-in'), part('audiooutput', 'hx-out')];
    devices.dispatchEvent(new Event('devicechange'));
  };
}

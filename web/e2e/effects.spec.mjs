// Background and sound: what a person chose before joining holds from the first picture that leaves the
// machine, everything for it comes from the server, and where it fails the camera sends nothing.
import assert from 'node:assert/strict';
import { enter, inConference, seesOthers, tile } from './support/conference.mjs';
import { plays, received } from './support/media.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

/** Contrast of the camera below is some 120, of what is left of it in a strongly blurred picture under 20. */
const blurred = 40;
const sharp = 70;

for (const browser of ['chromium', 'firefox']) {
  test(`R44: in ${browser} no picture of the room leaves the machine`, {
    seconds: 180,
  }, async (scope) => {
    const server = await scope.server();
    const ben = await scope.chromium({ init: measuredPictures });
    await enter(ben, server.roomAddress('rathaus'), 'Ben');

    const anna = await scope[browser]({ init: chessboardCamera });
    const foreign = foreignRequests(anna, server);
    await anna.goto(server.roomAddress('rathaus'));
    await chooseBackground(anna, 'Sehr unscharf');
    await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
    await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
    await inConference(anna);
    await seesOthers(ben, ['Anna']);
    await plays(ben, ['Anna'], { frames: 60 });

    const contrasts = await ben.evaluate(() => window.contrasts);
    scope.note(`${contrasts.length} pictures, contrast at most ${Math.max(...contrasts)}`);
    assert.ok(contrasts.length >= 60, `${contrasts.length} pictures measured`);
    assert.ok(Math.max(...contrasts) < blurred, `contrasts: ${contrasts}`);
    assert.deepEqual(await anna.evaluate(() => window.plainTracksSent), []);

    // Chosen in the conference: the room as it is, and hidden again.
    const dialog = await openDevices(anna);
    await chooseBackground(dialog, 'Unverändert');
    await until('the room is sharp', 20, async () => (await latestContrast(ben)) > sharp);
    await chooseBackground(dialog, 'Sehr unscharf');
    await until('the room is hidden again', 30, async () => (await latestContrast(ben)) < blurred);
    assert.deepEqual(foreign, []);
  });

  test(`in ${browser} the stronger noise suppression lets sound through`, async (scope) => {
    const server = await scope.server();
    const anna = await scope[browser]({ init: chessboardCamera });
    const foreign = foreignRequests(anna, server);
    await anna.goto(server.roomAddress('rathaus'));
    await anna.getByRole('combobox', { name: 'Geräusche unterdrücken' }).selectOption('strong');
    await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
    await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
    await inConference(anna);
    const ben = await scope.chromium();
    await enter(ben, server.roomAddress('rathaus'), 'Ben');
    // Without a loudspeaker Firefox runs no AudioContext: then sound goes past the filter.
    const runs = browser === 'chromium' || (await anna.evaluate(hasRunningSound));
    scope.note(runs ? 'through the filter' : 'past the filter');
    await until('the filter stands between microphone and line, where it runs', 20, () =>
      anna.evaluate((from) => window.soundFrom() === from, runs ? 'filter' : 'microphone'),
    );
    const energy = async () => Math.max(...(await received(ben)).energies);
    const before = await energy();
    await until('sound comes', 30, async () => (await energy()) > before);

    await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
    const sound = anna
      .getByRole('dialog')
      .getByRole('combobox', { name: 'Geräusche unterdrücken' });
    await sound.selectOption('music');
    await until('music goes past every filter', 20, () =>
      anna.evaluate(() => window.soundFrom() === 'microphone'),
    );
    assert.deepEqual(foreign, []);
  });
}

// Of a camera that has ended Firefox draws a single pixel. Sent three times, one of them as a quarter, so small a
// picture ends Firefox 153: libvpx's encoder divides by the width of the smallest (LibvpxVp8Encoder::InitEncode).
test('in firefox a camera with a background goes off and on again, and nothing is drawn of the one that ended', async (scope) => {
  const server = await scope.server();
  const ben = await scope.chromium(withoutDevices);
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  const anna = await scope.firefox({ init: drawnWidths });
  await anna.goto(server.roomAddress('rathaus'));
  await chooseBackground(anna, 'Wald');
  await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
  await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(anna);
  for (let times = 0; times < 2; times++) {
    await plays(ben, ['Anna'], { frames: 10, sounds: 0 });
    await anna.getByRole('button', { name: 'Nur Ton einschalten' }).click();
    await tile(ben, 'Anna').locator('video[data-shows="true"]').waitFor({ state: 'detached' });
    await anna.evaluate(paintsForAWhile);
    await anna.getByRole('button', { name: 'Bilder einschalten' }).click();
  }
  await plays(ben, ['Anna'], { frames: 10, sounds: 0 });
  const widths = await anna.evaluate(() => [...window.drawnWidths]);
  assert.ok(widths.length > 0 && Math.min(...widths) > 100, `widths of pictures: ${widths}`);
});

test('where the model cannot be loaded the camera sends nothing, and the person decides', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium({ init: chessboardCamera });
  await page.context().route('**/*.tflite', (route) => route.abort());
  await page.goto(server.roomAddress('rathaus'));
  await chooseBackground(page, 'Etwas unscharf');
  await page.getByText('Ihre Kamera sendet nichts, damit niemand Ihren Raum sieht.').waitFor();
  await page.getByText('Kamera ist aus').waitFor();
  await assertAccessible(page, 'a background that fails');
  await picture(page, 'background-failed');
  await page.context().unroute('**/*.tflite');
  await page.getByRole('button', { name: 'Hintergrund erneut versuchen' }).click();
  await until('the preview shows pictures', 20, () => previewIsLive(page));
  assert.deepEqual(await page.evaluate(() => window.plainTracksSent), []);
});

test('the chosen background is remembered, also a picture of one’s own', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium();
  await page.goto(server.roomAddress('rathaus'));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Eigenes Bild wählen' }).click(),
  ]);
  await chooser.setFiles({
    name: 'rot.png',
    mimeType: 'image/png',
    buffer: await redPicture(page),
  });
  await page.getByRole('radio', { name: 'Eigenes Bild', checked: true }).waitFor();
  await until('the preview is red', 20, () => previewIsRed(page));
  await page.reload();
  await page.getByRole('radio', { name: 'Eigenes Bild', checked: true }).waitFor();
  await until('the preview is red again', 20, () => previewIsRed(page));
});

for (const [size, viewport] of Object.entries({
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  smallest: { width: 320, height: 568 },
})) {
  test(`background and sound fit a ${size}`, async (scope) => {
    const server = await scope.server();
    const page = await scope.chromium({ viewport });
    await page.goto(server.roomAddress('rathaus'));
    await chooseBackground(page, 'Wald');
    await until('the preview shows pictures', 20, () => previewIsLive(page));
    await assertFits(page, `pre-join on a ${size}`);
    await assertAccessible(page, `pre-join on a ${size}`);
    await picture(page, `background-prejoin-${size}`);
    await page.getByRole('radiogroup', { name: 'Hintergrund' }).scrollIntoViewIfNeeded();
    await picture(page, `background-choice-${size}`);
    await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
    await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
    await inConference(page);
    const dialog = await openDevices(page, size !== 'desktop');
    await dialog.getByRole('combobox', { name: 'Geräusche unterdrücken' }).selectOption('music');
    await dialog.getByText('Gegen Echo geschieht jetzt nichts.').waitFor();
    await dialog.getByRole('radiogroup', { name: 'Hintergrund' }).scrollIntoViewIfNeeded();
    await assertFits(page, `the devices' dialog on a ${size}`);
    await assertAccessible(page, `the devices' dialog on a ${size}`);
    await picture(page, `background-dialog-${size}`);
  });
}

/** The input itself is hidden; fingers and mice meet its label. */
async function chooseBackground(page, name) {
  const radio = page.getByRole('radio', { name });
  await radio.locator('xpath=ancestor::label').click();
  await until(`${name} is chosen`, 10, () => radio.isChecked());
}

async function openDevices(page, isPhone = false) {
  if (isPhone) await page.getByRole('button', { name: 'Ansicht' }).click();
  const role = isPhone ? 'menuitem' : 'button';
  await page.getByRole(role, { name: 'Geräte einstellen' }).click();
  return page.getByRole('dialog', { name: 'Geräte einstellen' });
}

/** Runs in the page: how wide the pictures were that are sent, in Firefox. */
function drawnWidths() {
  window.drawnWidths = new Set();
  const { prototype } = ImageBitmapRenderingContext;
  const draw = prototype.transferFromImageBitmap;
  prototype.transferFromImageBitmap = function (picture) {
    window.drawnWidths.add(picture.width);
    return draw.call(this, picture);
  };
}

/** Runs in the page: long enough for what still draws to have drawn. */
async function paintsForAWhile() {
  for (let frame = 0; frame < 40; frame++) await new Promise(requestAnimationFrame);
}

/** Runs in the page. */
async function hasRunningSound() {
  const context = new AudioContext();
  await Promise.race([context.resume(), new Promise((resume) => setTimeout(resume, 2000))]);
  const { state } = context;
  await context.close();
  return state === 'running';
}

function foreignRequests(page, server) {
  const found = [];
  const own = new URL(server.roomAddress('x')).host;
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'blob:' && host !== own) found.push(request.url());
  });
  return found;
}

async function latestContrast(page) {
  return page.evaluate(() => window.contrasts.at(-1) ?? 0);
}

async function previewIsLive(page) {
  return page
    .getByLabel('Vorschau Ihrer Kamera')
    .evaluate((video) => video.dataset.live === 'true' && video.videoWidth > 0);
}

/** In a corner, where nobody sits. */
async function previewIsRed(page) {
  const preview = page.getByLabel('Vorschau Ihrer Kamera');
  await preview.scrollIntoViewIfNeeded(); // browsers draw no videos out of sight
  return preview.evaluate((video) => {
    if (video.dataset.live !== 'true' || video.videoWidth === 0) throw new Error('no picture');
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 8;
    const paper = canvas.getContext('2d');
    paper.drawImage(video, 0, 0, 8, 8);
    const [red, green] = paper.getImageData(0, 0, 1, 1).data;
    if (red < 150 || green > 80) throw new Error(`red ${red}, green ${green}`);
    return true;
  });
}

async function redPicture(page) {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 36);
    const paper = canvas.getContext('2d');
    paper.fillStyle = '#e00';
    paper.fillRect(0, 0, 64, 36);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  return Buffer.from(bytes);
}

/**
 * Runs in the page: its camera sees a chessboard that moves. window.plainTracksSent: labels of camera
 * tracks that a sender got as they came; window.soundFrom(): what the first sound sender sends.
 */
function chessboardCamera() {
  const plain = new Set();
  const microphones = new Set();
  const devices = navigator.mediaDevices;
  if (!devices) return; // about:blank
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    const tracks = wish.audio ? (await ask({ audio: wish.audio })).getAudioTracks() : [];
    for (const track of tracks) microphones.add(track);
    if (wish.video) tracks.push(chessboard());
    return new MediaStream(tracks);
  };
  window.plainTracksSent = [];
  const replace = RTCRtpSender.prototype.replaceTrack;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    if (plain.has(track)) window.plainTracksSent.push(track.id);
    return replace.call(this, track);
  };
  window.soundFrom = () => {
    const senders = window.plenumTest.peerConnection()?.getSenders() ?? [];
    const track = senders.find((sender) => sender.track?.kind === 'audio')?.track;
    if (!track) return 'nothing';
    return microphones.has(track) ? 'microphone' : 'filter';
  };

  function chessboard() {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const paper = canvas.getContext('2d');
    let step = 0;
    const draw = () => {
      step += 1;
      for (let x = -1; x < 20; x++) {
        for (let y = 0; y < 12; y++) {
          paper.fillStyle = (x + y) % 2 === 0 ? '#000' : '#fff';
          paper.fillRect(x * 32 + (step % 64), y * 32, 32, 32);
        }
      }
    };
    draw();
    setInterval(draw, 66);
    const [track] = canvas.captureStream(15).getVideoTracks();
    plain.add(track);
    return track;
  }
}

/** Runs in the page: the contrast (standard deviation of the brightness) of each picture that it decodes. */
function measuredPictures() {
  window.contrasts = [];
  const add = RTCPeerConnection.prototype.addTransceiver;
  RTCPeerConnection.prototype.addTransceiver = function (kind, init) {
    const transceiver = add.call(this, kind, init);
    if (kind === 'video' && init?.direction === 'recvonly') measure(transceiver.receiver.track);
    return transceiver;
  };

  async function measure(track) {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    const paper = new OffscreenCanvas(160, 90).getContext('2d', { willReadFrequently: true });
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      paper.drawImage(frame, 0, 0, 160, 90);
      frame.close();
      window.contrasts.push(Math.round(deviation(paper.getImageData(0, 0, 160, 90).data)));
    }
  }

  function deviation(rgba) {
    let sum = 0;
    let squares = 0;
    for (let at = 0; at < rgba.length; at += 4) {
      const grey = (rgba[at] + rgba[at + 1] + rgba[at + 2]) / 3;
      sum += grey;
      squares += grey * grey;
    }
    const count = rgba.length / 4;
    return Math.sqrt(squares / count - (sum / count) ** 2);
  }
}

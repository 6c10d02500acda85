// Sound as people hear it: who causes an echo is told, and nobody else; music arrives in two channels.
// What a bad line loses of it is found in the next packet, where the browser takes redundant sound.
// The pages speak and listen by WebAudio in place of devices, so that what goes in is known.
import assert from 'node:assert/strict';
import { enter } from './support/conference.mjs';
import { layMediaLine } from './support/media_line.mjs';
import { addresses } from './support/network.mjs';
import { assertAccessible, picture } from './support/page_checks.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const desk = { kind: { devices: 'none' }, viewport: { width: 1280, height: 720 } };

/** In the page: its microphone is what `window.buildSound(context)` gives; there is no camera. */
function withSound() {
  const context = new AudioContext();
  const sink = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
  document.addEventListener('pointerup', () => context.resume(), { capture: true });
  let built = false;
  navigator.mediaDevices.getUserMedia = async (wish) => {
    if (wish.video) throw new DOMException('Requested device not found', 'NotFoundError');
    if (!built) window.buildSound(context).connect(sink);
    built = true;
    return new MediaStream(sink.stream.getAudioTracks().map((track) => track.clone()));
  };
}

/** In the page: a voice, as far as loudness goes: syllables of noise, and a breath now and then. */
function speaking() {
  window.buildSound = (context) => {
    const voice = context.createBuffer(1, 20 * context.sampleRate, context.sampleRate);
    const samples = voice.getChannelData(0);
    for (let at = 0; at < samples.length; ) {
      const length = context.sampleRate * (0.08 + 0.2 * Math.random());
      const loud = 0.05 + 0.25 * Math.random();
      for (let k = 0; k < length && at < samples.length; k += 1, at += 1)
        samples[at] = loud * Math.sin((Math.PI * k) / length) * (2 * Math.random() - 1);
      at += Math.round(context.sampleRate * (Math.random() < 0.2 ? 0.4 : 0.06));
    }
    const source = new AudioBufferSourceNode(context, { buffer: voice, loop: true });
    source.start();
    return source;
  };
}

/** In the page: its microphone hears nothing but its loudspeaker, a fifth of a second later. */
function echoing() {
  const room = { sounds: [], join: undefined };
  const add = RTCPeerConnection.prototype.addTransceiver;
  RTCPeerConnection.prototype.addTransceiver = function (kind, init) {
    const added = add.call(this, kind, init);
    if (kind === 'audio' && init?.direction === 'recvonly') {
      room.sounds.push(added.receiver.track);
      room.join?.(added.receiver.track);
    }
    return added;
  };
  window.buildSound = (context) => {
    const air = new DelayNode(context, { delayTime: 0.2 });
    room.join = (track) => context.createMediaStreamSource(new MediaStream([track])).connect(air);
    room.sounds.forEach(room.join);
    return air.connect(new GainNode(context, { gain: 0.3 }));
  };
}

/** In the page: another tone on each side. */
function playing() {
  window.buildSound = (context) => {
    const both = new ChannelMergerNode(context, { numberOfInputs: 2 });
    for (const [side, frequency] of [500, 2000].entries()) {
      const tone = new OscillatorNode(context, { frequency });
      tone.connect(new GainNode(context, { gain: 0.3 })).connect(both, 0, side);
      tone.start();
    }
    return both;
  };
}

const init = (sound) => `(${sound})();(${withSound})();`;
const hint = (page) => page.getByText('Die anderen hören sich selbst');

test('who causes an echo is told, and nobody else', { seconds: 240 }, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...desk, init: init(echoing) });
  const ben = await scope.chromium({ ...desk, init: init(speaking) });
  const cleo = await scope.chromium({ ...desk, init: init(speaking) });
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await enter(cleo, address, 'Cleo');
  await scope.measure('an echo is told', 30, () => hint(anna).waitFor({ timeout: 90_000 }));
  await assertAccessible(anna, 'the hint at an echo');
  await picture(anna, 'echo-hint');
  assert.equal(await hint(ben).count(), 0, 'Ben only speaks');
  assert.equal(await hint(cleo).count(), 0, 'Cleo only speaks');
  const card = anna.getByRole('status').filter({ has: hint(anna) });
  await card.getByRole('button', { name: 'Mikrofon ausschalten' }).click();
  await hint(anna).waitFor({ state: 'detached' });
  await anna.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor();
});

/** In the page: how loud both tones are on each side of the loudest sound that it plays. */
async function sides() {
  const context = new AudioContext();
  const meters = window.plenumTest
    .peerConnection()
    .getReceivers()
    .filter(({ track }) => track.kind === 'audio')
    .map(({ track }) => {
      const split = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
      context.createMediaStreamSource(new MediaStream([track])).connect(split);
      return [0, 1].map((side) => {
        const meter = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
        split.connect(meter, side);
        return meter;
      });
    });
  await new Promise((resume) => setTimeout(resume, 400));
  const found = meters.map((pair) =>
    pair.map((meter) => {
      const levels = new Float32Array(meter.frequencyBinCount);
      meter.getFloatFrequencyData(levels);
      const near = (hertz) => {
        const bin = Math.round((hertz * meter.fftSize) / context.sampleRate);
        return Math.round(Math.max(...levels.slice(bin - 2, bin + 3)));
      };
      return { low: near(500), high: near(2000) };
    }),
  );
  await context.close();
  const [left, right] = found.sort(([a], [b]) => b.low - a.low)[0];
  return { left, right };
}

/** `parted`: how many decibels a tone is louder on its own side. */
async function hears(page, what, isSo) {
  return until(what, 40, async () => {
    const { left, right } = await page.evaluate(sides);
    const parted = { low: left.low - right.low, high: right.high - left.high };
    const text = JSON.stringify({ left, right });
    if (left.low > -60 && isSo(parted)) return text;
    throw new Error(text);
  });
}

test('music arrives in two channels, a voice in one', { seconds: 240 }, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('musikschule');
  const anna = await scope.chromium({ ...desk, init: init(playing) });
  const ben = await scope.chromium(desk);
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  const alike = ({ low, high }) => Math.abs(low) < 6 && Math.abs(high) < 6;
  const apart = ({ low, high }) => low > 20 && high > 20;
  scope.note(`a voice: ${await hears(ben, 'both tones on both sides', alike)}`);

  await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
  const dialog = anna.getByRole('dialog', { name: 'Geräte einstellen' });
  const treatment = dialog.getByRole('combobox', { name: 'Geräusche unterdrücken' });
  await treatment.selectOption('Gar nicht, für Musik');
  await dialog.getByRole('button', { name: 'Schließen' }).click();
  scope.note(`music: ${await hears(ben, 'a tone on each side', apart)}`);

  await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
  await treatment.selectOption('Normal');
  await hears(ben, 'both tones on both sides again', alike);
});

/** In the page: it does not know redundant sound, as Firefox. */
function withoutRedundancy() {
  const original = RTCRtpReceiver.getCapabilities;
  RTCRtpReceiver.getCapabilities = (kind) => {
    const { codecs, ...rest } = original.call(RTCRtpReceiver, kind);
    return { ...rest, codecs: codecs.filter(({ mimeType }) => mimeType !== 'audio/red') };
  };
}

/** In the page: what it has played, and what of that it had to make up. Silence made up counts as neither. */
async function samples() {
  const statistics = await window.plenumTest.peerConnection().getStats();
  const sum = { played: 0, concealed: 0 };
  for (const entry of statistics.values()) {
    if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
    sum.played += (entry.totalSamplesReceived ?? 0) - (entry.silentConcealedSamples ?? 0);
    sum.concealed += (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
  }
  return sum;
}

const takesRedundancy = (page) =>
  page.evaluate(() =>
    window.plenumTest.peerConnection().remoteDescription.sdp.includes(' red/48000/2'),
  );

test('of what a line loses of the sound at most half has to be made up', {
  seconds: 240,
  nightly: 'forty seconds of listening',
}, async (scope) => {
  const watchedSeconds = 40;
  const server = await scope.server();
  const address = server.roomAddress('musikschule');
  const anna = await scope.chromium({ ...desk, init: init(playing) });
  const ben = await scope.chromium(desk);
  const cleo = await scope.chromium({ ...desk, init: `(${withoutRedundancy})();` });
  for (const page of [ben, cleo])
    await layMediaLine(scope, server, page, { loss: 0.1, delayMs: 25, address: addresses.v4 });
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await enter(cleo, address, 'Cleo');
  const listeners = [ben, cleo];
  for (const page of listeners) await hears(page, 'both tones', () => true);
  assert.deepEqual(await Promise.all([anna, ben, cleo].map(takesRedundancy)), [true, true, false]);

  const before = await Promise.all(listeners.map((page) => page.evaluate(samples)));
  const from = performance.now();
  await until('the time is over', watchedSeconds + 5, () =>
    Promise.resolve(performance.now() - from > watchedSeconds * 1000),
  );
  const after = await Promise.all(listeners.map((page) => page.evaluate(samples)));
  const [withCopies, without] = after.map(
    ({ played, concealed }, k) => (concealed - before[k].concealed) / (played - before[k].played),
  );
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  scope.note(`made up: ${percent(withCopies)} with copies, ${percent(without)} without`);
  assert.ok(without > 0.03, 'the line does lose sound');
  assert.ok(withCopies <= without / 2, 'copies make at least half of it good');
});

// Streams of real publishers for the tests of the layer selectors (tests/recorded/README.md). The night records
// them into build/, so that the way is known to work; ./dev record-streams keeps what comes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addresses } from './support/network.mjs';
import { recordedStreams, recorderBinary } from './support/places.mjs';
import { offerOfCamera } from './support/publishing.mjs';
import { test } from './support/test.mjs';
import { within } from './support/until.mjs';

const keepsThem = process.env.PLENUM_KEEP_STREAMS === '1';
const seconds = 9;

/** As the web client has them, at rates that keep the recordings small. */
const encodings = [
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 80_000, scalabilityMode: 'L1T3' },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 200_000, scalabilityMode: 'L1T3' },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
];
const svc = (scalabilityMode) => [{ scalabilityMode, maxBitrate: 1_400_000 }];
const withoutTemporal = encodings.map(({ scalabilityMode, ...one }) => one);

records('chromium_vp8_simulcast', 'chromium', 'VP8', 'L1T3', encodings);
records('chromium_h264_simulcast', 'chromium', 'H264', 'L1T1', withoutTemporal);
records('firefox_vp8_simulcast', 'firefox', 'VP8', 'L1T1', withoutTemporal);
records('chromium_vp9_k_svc', 'chromium', 'VP9', 'L3T3_KEY', svc('L3T3_KEY'));
records('chromium_vp9_full_svc', 'chromium', 'VP9', 'L3T3', svc('L3T3'));
records('chromium_av1_k_svc', 'chromium', 'AV1', 'L3T3_KEY', svc('L3T3_KEY'));

function records(name, browser, codec, mode, sendEncodings) {
  test(`recorded: ${name}`, {
    nightly: 'the recordings that tests use are kept',
  }, async (scope) => {
    const server = await scope.server();
    const page = await (browser === 'firefox'
      ? scope.firefox({ camera: 'large' })
      : scope.chromium({ camera: 'large' }));
    const version = page.context().browser().version();
    await page.goto(server.url);
    const offer = await offerOfCamera(page, `video/${codec}`, sendEncodings, { frameRate: 15 });
    const folder = keepsThem ? recordedStreams.kept : recordedStreams.made;
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${name}.txt`);
    const maker = `${browser === 'firefox' ? 'Firefox' : 'Chromium'} ${version}`;
    const recorder = startRecorder(scope, [addresses.v4, codec, mode, seconds, file, maker]);
    recorder.stdin.end(offer);
    const answer = await within(10, 'the answer', whole(recorder.stdout));
    await page.evaluate(
      (sdp) => window.publishing.setRemoteDescription({ type: 'answer', sdp }),
      answer,
    );
    const code = await within(seconds + 40, 'the recording', recorder.ended);
    assert.equal(code, 0);
    const lines = readFileSync(file, 'latin1').split('\n').length;
    assert.ok(lines > 100, `${lines} lines`);
    scope.note(`${name}: ${lines} lines`);
  });
}

function startRecorder(scope, args) {
  const recorder = spawn(recorderBinary, args.map(String), { stdio: ['pipe', 'pipe', 'inherit'] });
  scope.defer(() => recorder.kill('SIGKILL'));
  recorder.ended = new Promise((resolve) => recorder.on('close', resolve));
  return recorder;
}

async function whole(stream) {
  stream.setEncoding('utf8');
  let text = '';
  for await (const part of stream) text += part;
  return text;
}

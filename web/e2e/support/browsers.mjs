// Debian's Chromium and Firefox ESR, driven by playwright-core (Firefox by WebDriver BiDi).
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright-core';

const chromiumFlags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Numbers are no names, but go by the same rules. */
const namesNone =
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 1*.*.*.*, EXCLUDE [*]';

/** What points, as Firefox counts it: fingers are coarse (1); a mouse is fine (2) and hovers (4). Without one there is nothing. */
const pointing = (kind) => ({
  'ui.primaryPointerCapabilities': kind,
  'ui.allPointerCapabilities': kind,
});
/** For the option preferences of a Firefox: a phone. */
export const byFingers = pointing(1);

const firefoxPreferences = {
  ...pointing(2 | 4),
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  // Plain addresses instead of mDNS names, which nobody resolves here.
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
};

/**
 * One Chromium process. devices: what stands on the desk; permission: what its user answers; anyCertificate: those
 * that a test has made count for every connection, also the relay's; inside: words before it, of another network;
 * namesNobody: looks up no name, so that it does not ask its maker for this and that.
 */
export class Chromium {
  #browser;
  #wrapper;

  static async start({
    devices = 'all',
    permission = 'granted',
    anyCertificate = false,
    inside = [],
    namesNobody = false,
  } = {}) {
    const flags = {
      all: ['--use-fake-device-for-media-stream=fps=15'],
      'no camera': ['--use-fake-device-for-media-stream=device-count=0'],
      none: [],
    }[devices];
    const answer =
      permission === 'granted' ? '--use-fake-ui-for-media-stream' : '--deny-permission-prompts';
    const started = new Chromium();
    started.#wrapper = await mkdtemp(join(tmpdir(), 'plenum-e2e-chromium-'));
    const executablePath = join(started.#wrapper, 'chromium');
    const command = [...inside, '/usr/bin/chromium'].join(' ');
    await writeFile(executablePath, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
    started.#browser = await chromium.launch({
      executablePath,
      args: [
        ...chromiumFlags,
        ...flags,
        answer,
        ...(anyCertificate ? ['--ignore-certificate-errors'] : []),
        ...(namesNobody ? [namesNone] : []),
      ],
    });
    return started;
  }

  async page(options) {
    return openPage(this.#browser, options);
  }

  async stop() {
    await this.#browser.close();
    await rm(this.#wrapper, { recursive: true, force: true });
  }
}

/** One Firefox with one page; preferences over those of the tests. */
export async function startFirefox({ preferences = {}, ...options } = {}) {
  const browser = await firefox.launch({
    executablePath: '/usr/bin/firefox-esr',
    channel: 'moz-firefox',
    firefoxUserPrefs: { ...firefoxPreferences, ...preferences },
  });
  const page = await openPage(browser, options).catch(async (failure) => {
    await browser.close();
    throw failure;
  });
  return { page, stop: () => browser.close() };
}

async function openPage(
  browser,
  { locale = 'de-DE', viewport, init, ignoreHTTPSErrors = false, camera = 'small' } = {},
) {
  const context = await browser.newContext({
    locale,
    viewport: viewport ?? { width: 960, height: 600 },
    ignoreHTTPSErrors,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  if (camera === 'small') await page.addInitScript(smallCamera);
  if (init) await page.addInitScript(init);
  return page;
}

/** Runs in the page (option init): no microphone. Chromium's fake devices always bring one. */
export function withoutMicrophone() {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  const list = devices.enumerateDevices.bind(devices);
  devices.getUserMedia = async (wish) => {
    if (wish.audio) throw new DOMException('Requested device not found', 'NotFoundError');
    return ask(wish);
  };
  devices.enumerateDevices = async () => (await list()).filter(({ kind }) => kind !== 'audioinput');
}

/**
 * Runs in the page: its camera can do 320×180 at 15 pictures a second and no more. Two cores encode
 * and decode that for four people, but not 720p.
 */
function smallCamera() {
  const devices = navigator.mediaDevices;
  if (!devices) return;
  const ask = devices.getUserMedia.bind(devices);
  const small = {
    width: { ideal: 320 },
    height: { ideal: 180 },
    frameRate: { ideal: 15, max: 15 },
  };
  devices.getUserMedia = (wish) =>
    ask(wish.video ? { ...wish, video: { ...Object(wish.video), ...small } } : wish);
}

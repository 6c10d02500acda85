// test('rule', async (scope) => …) declares, runTest runs. A scope belongs to one test: what the test
// starts by it ends with the test, the latest first.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Chromium, startFirefox } from './browsers.mjs';
import { MachineWatch } from './machine.mjs';
import { peerSummary } from './media.mjs';
import { logFolder } from './places.mjs';
import { startServer } from './server.mjs';
import { within } from './until.mjs';

const defaultSeconds = 120;
/** Above this share of the processors taken by others a time that was measured says nothing. */
const mostTakenByOthers = 0.15;

const tests = [];

export function declaredTests() {
  return tests;
}

/** test(name, run) or test(name, { seconds }, run). */
export function test(name, ...rest) {
  const run = rest.pop();
  const { seconds = defaultSeconds } = rest[0] ?? {};
  tests.push({ name, file: callerFile(), seconds, run });
}

function callerFile() {
  const line = new Error().stack?.split('\n').find((frame) => frame.includes('.spec.mjs')) ?? '';
  return basename(line.replace(/:\d+:\d+\)?$/, '')).replace('.spec.mjs', '');
}

export async function runTest({ name, file, seconds, run }) {
  const scope = new Scope(`${file}.${name.replace(/[^a-zA-Z0-9]+/g, '_').slice(0, 60)}`);
  const begin = performance.now();
  let failure;
  try {
    await within(seconds, name, run(scope));
  } catch (thrown) {
    failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    await within(20, 'pictures of the failure', scope.keepEvidence(failure)).catch(() => {});
  }
  await within(20, 'tidying up', scope.end()).catch((late) => {
    failure ??= late;
  });
  return {
    name,
    file,
    seconds: (performance.now() - begin) / 1000,
    measured: scope.measured,
    notes: scope.notes,
    ...(failure ? { failure: failure.stack ?? failure.message } : {}),
  };
}

async function timed(what, aim, work) {
  const watch = new MachineWatch();
  const begin = performance.now();
  const result = await work();
  const seconds = (performance.now() - begin) / 1000;
  return { result, measured: { what, seconds, aim, others: watch.takenByOthers() } };
}

function assertAim({ what, seconds, aim, others }) {
  if (seconds > aim && others < mostTakenByOthers) {
    throw new Error(`${what} took ${seconds.toFixed(1)} s, should take ${aim} s at most`);
  }
}

class Scope {
  measured = [];
  notes = [];
  #label;
  #pages = [];
  #servers = [];
  #endings = [];
  #chromium = new Map();
  #console = [];

  constructor(label) {
    this.#label = label;
  }

  /** Runs when the test is over. */
  defer(ending) {
    this.#endings.push(ending);
  }

  async server(settings, environment) {
    const server = await startServer(settings, environment);
    this.#servers.push(server);
    this.defer(() => server.stop());
    return server;
  }

  /** A page in a Chromium; same kind, same browser process, but storage of its own. */
  async chromium({ kind = {}, ...page } = {}) {
    const key = JSON.stringify(kind);
    if (!this.#chromium.has(key)) {
      const browser = await Chromium.start(kind);
      this.defer(() => browser.stop());
      this.#chromium.set(key, browser);
    }
    return this.#watch(await this.#chromium.get(key).page(page), 'chromium');
  }

  async firefox(options) {
    const { page, stop } = await startFirefox(options);
    this.defer(stop);
    return this.#watch(page, 'firefox');
  }

  #watch(page, browser) {
    const label = `${browser}${this.#pages.length}`;
    this.#pages.push({ label, page });
    page.on('console', (line) => this.#console.push(`${label} ${line.type()}: ${line.text()}`));
    page.on('pageerror', (error) => this.#console.push(`${label} error: ${error.stack}`));
    return page;
  }

  /**
   * How long `work` took, printed beside the result. `aim` in seconds is asserted only while others
   * leave the machine to us; give `work` a more generous limit of its own.
   */
  async measure(what, aim, work) {
    const { result, measured } = await timed(what, aim, work);
    this.measured.push(measured);
    assertAim(measured);
    return result;
  }

  /** The same for what is done often: the slowest is printed. */
  async slowest(what, aim, work) {
    const { result, measured } = await timed(what, aim, work);
    const known = this.measured.find((former) => former.what === what);
    if (!known) this.measured.push(measured);
    else if (known.seconds < measured.seconds) Object.assign(known, measured);
    assertAim(measured);
    return result;
  }

  /** A line beside the result. */
  note(line) {
    this.notes.push(line);
  }

  async keepEvidence(failure) {
    const folder = join(logFolder, this.#label);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'failure.txt'), `${failure.stack}\n`);
    writeFileSync(join(folder, 'console.txt'), `${this.#console.join('\n')}\n`);
    for (const [index, server] of this.#servers.entries()) {
      writeFileSync(join(folder, `server${index}.log`), server.log());
      const metrics = await within(5, 'metrics', server.metrics()).catch(String);
      writeFileSync(join(folder, `server${index}.metrics`), metrics);
    }
    for (const { label, page } of this.#pages) {
      // The page may be what broke.
      await page.screenshot({ path: join(folder, `${label}.png`), timeout: 5000 }).catch(() => {});
      const summary = await within(5, 'summary', peerSummary(page)).catch(String);
      writeFileSync(join(folder, `${label}.txt`), summary);
    }
  }

  async end() {
    let first;
    for (const ending of this.#endings.reverse()) {
      try {
        await ending();
      } catch (failure) {
        first ??= failure;
      }
    }
    if (first) throw first;
  }
}

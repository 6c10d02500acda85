// test('rule', async (scope) => …) declares, runTest runs. A scope belongs to one test: what the test
// starts by it ends with the test, the latest first.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Chromium, startFirefox } from './browsers.mjs';
import { MachineWatch, slowness } from './machine.mjs';
import { peerSummary } from './media.mjs';
import { logFolder } from './places.mjs';
import { startServer } from './server.mjs';
import { within } from './until.mjs';

const defaultSeconds = 120;
/** Above this share of the processors taken by others a time that was measured says nothing. */
const mostTakenByOthers = 0.15;
/**
 * One time on a shared machine says little about the edge of an aim: between the aim and this many times
 * the aim it is reported as over its aim, beyond that the test fails.
 */
const failsAtAims = 1.5;

const tests = [];

export function declaredTests() {
  return tests;
}

/** test(name, run) or test(name, { seconds, nightly }, run). nightly: why it is not for every run. */
export function test(name, ...rest) {
  const run = rest.pop();
  const { seconds = defaultSeconds, nightly } = rest[0] ?? {};
  tests.push({ name, file: callerFile(), seconds, nightly, run });
}

function callerFile() {
  const line = new Error().stack?.split('\n').find((frame) => frame.includes('.spec.mjs')) ?? '';
  return basename(line.replace(/:\d+:\d+\)?$/, '')).replace('.spec.mjs', '');
}

/**
 * A failure while others leave us the machine counts at once. While they take much of it the limits of a
 * test say nothing about us: it runs once more, what the first run said stands beside its result, and the
 * second one counts.
 */
export async function runTest(declared) {
  const watch = new MachineWatch();
  const first = await runOnce(declared);
  const others = watch.takenByOthers();
  if (!first.failure || others < mostTakenByOthers) return first;
  const second = await runOnce(declared);
  second.notes.unshift(
    `ran twice: others took ${Math.round(others * 100)} % of the machine when it failed with ${first.failure}`,
  );
  return second;
}

async function runOnce({ name, file, seconds, run }) {
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
  const before = slowness();
  const watch = new MachineWatch();
  const begin = performance.now();
  const result = await work();
  const seconds = (performance.now() - begin) / 1000;
  const others = watch.takenByOthers();
  const slower = (before + slowness()) / 2;
  return { result, measured: { what, seconds, aim, others, slower } };
}

function assertAim({ what, seconds, aim, others, slower }) {
  if (seconds > failsAtAims * aim * slower && others < mostTakenByOthers) {
    throw new Error(`${what} took ${seconds.toFixed(1)} s, the aim is ${aim} s`);
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

  async server(settings, environment, inside) {
    const server = await startServer(settings, environment, inside);
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
   * How long `work` took, printed beside the result. `aim` is what we promise, in seconds and for a
   * processor of 2.5 GHz: a slower one gets as much more. The test fails well above it (failsAtAims) and
   * only while others leave the machine to us. Give `work` a more generous limit of its own.
   */
  async measure(what, aim, work) {
    const { result, measured } = await timed(what, aim, work);
    this.measured.push(measured);
    assertAim(measured);
    return result;
  }

  /** The same for a time in seconds that `work` has measured itself. Answers whether others left the machine to us. */
  async figure(what, aim, work) {
    const { result, measured } = await timed(what, aim, work);
    measured.seconds = result;
    this.measured.push(measured);
    assertAim(measured);
    return measured.others < mostTakenByOthers && measured.slower < 2;
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

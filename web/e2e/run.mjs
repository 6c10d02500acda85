// The browser tests: node web/e2e/run.mjs [part of a test's or file's name]
//
// Without a name: all but those for the night, or with PLENUM_NIGHTLY=1 those alone.
//
// Runs every *.spec.mjs beside it, one test after the other, in a network of its own (network.mjs).
// One line a test; build/results/e2e.json is the report; what failed leaves pictures and the server's
// log in build/logs/e2e/. The last line counts. Exit code 1 when a test failed or none ran.
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { inOwnNetwork, isSettled, reenterInOwnNetwork } from './support/network.mjs';
import { logFolder, specFolder } from './support/places.mjs';
import { Report } from './support/report.mjs';
import { declaredTests, runTest } from './support/test.mjs';
import { until } from './support/until.mjs';

if (!inOwnNetwork()) process.exit(reenterInOwnNetwork());

const wanted = process.argv[2] ?? '';
await rm(logFolder, { recursive: true, force: true });
for (const file of readdirSync(specFolder).sort()) {
  if (file.endsWith('.spec.mjs')) await import(new URL(file, `file://${specFolder}/`).href);
}
const isNight = process.env.PLENUM_NIGHTLY === '1';
const chosen = declaredTests().filter(({ name, file, nightly }) =>
  wanted ? `${file} ${name}`.includes(wanted) : isNight === (nightly !== undefined),
);

// Where none come there is nothing to wait for.
await until('the network has its addresses', 10, isSettled).catch(() => {});
const report = new Report();
for (const test of chosen) report.add(await runTest(test));
report.save();
process.exit(report.allPassed() ? 0 : 1);

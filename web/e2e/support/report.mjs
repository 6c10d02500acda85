// What the run found: lines on the screen while it goes on, JSON for scripts/run_tests.py at its end.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { resultFile } from './places.mjs';

export class Report {
  #tests = [];

  add(result) {
    this.#tests.push(result);
    const word = result.failure ? 'FAILED' : 'ok    ';
    console.log(`${word} ${result.file}: ${result.name}  ${result.seconds.toFixed(1)} s`);
    for (const { what, seconds, aim, others } of result.measured) {
      const load =
        others >= 0.01 ? `, others took ${Math.round(others * 100)} % of the machine` : '';
      console.log(`         ${what}: ${seconds.toFixed(1)} s (aim ${aim} s${load})`);
    }
    for (const note of result.notes) console.log(`         ${note}`);
    if (result.failure) console.log(result.failure.replace(/^/gm, '         '));
  }

  save() {
    const failed = this.#tests.filter(({ failure }) => failure).length;
    const passed = this.#tests.length - failed;
    mkdirSync(dirname(resultFile), { recursive: true });
    const report = { passed, failed, skipped: 0, tests: this.#tests };
    writeFileSync(resultFile, `${JSON.stringify(report, undefined, 2)}\n`);
    console.log(`${passed} passed, ${failed} failed`);
  }

  allPassed() {
    return this.#tests.length > 0 && this.#tests.every(({ failure }) => !failure);
  }
}

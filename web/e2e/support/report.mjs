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
    for (const { what, seconds, aim, others, slower } of result.measured) {
      const load =
        others >= 0.01 ? `, others took ${Math.round(others * 100)} % of the machine` : '';
      const pace =
        slower >= 1.5 ? `, processor ${slower.toFixed(1)} times slower than 2.5 GHz` : '';
      const verdict = isOverItsAim({ seconds, aim, slower }) ? 'over its ' : '';
      console.log(
        `         ${what}: ${seconds.toFixed(1)} s (${verdict}aim ${aim} s${load}${pace})`,
      );
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
    const over = this.#tests.flatMap(({ measured }) => measured).filter(isOverItsAim);
    for (const { what, seconds, aim } of over)
      console.log(`over its aim: ${what}: ${seconds.toFixed(1)} s (aim ${aim} s)`);
    console.log(`${passed} passed, ${failed} failed`);
  }

  allPassed() {
    return this.#tests.length > 0 && this.#tests.every(({ failure }) => !failure);
  }
}

/** A slower processor gets as much more time (test.mjs, measure). */
function isOverItsAim({ seconds, aim, slower }) {
  return seconds > aim * slower;
}

"""Runs suites of tests and counts them.

  run_tests.py --programs DIR [--label LANE] [--filter CASES] [--web] [--browser] PROGRAM…
  run_tests.py --sum LANE…

A suite is one GoogleTest program, the web client's unit tests or the browser tests. Each leaves a report
(build/results) and a log (build/logs). One line a suite as it ends; what failed in it and its log follow.
What failed anywhere stands once more before the last line, which is "N passed, N failed". A suite that leaves no report, or whose report holds no test,
counts as one failed test: silence is never success. --sum adds up what earlier calls left behind.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Callable

from test_reports import Count, read_browser, read_googletest, read_vitest

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "results"
LOGS = ROOT / "build" / "logs"
LOG_LINES = 400  # of a failed suite on the screen; the file has them all


@dataclass
class Suite:
    name: str
    command: list[str]
    report: pathlib.Path
    log: pathlib.Path
    read: Callable[[dict], Count]
    seconds: int  # after which it is ended
    cwd: pathlib.Path = ROOT


def how_it_ended(code: int) -> str:
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


running: set[int] = set()  # process groups


def execute(suite: Suite) -> tuple[int, str]:
    """Exit code, and what went wrong about running it at all."""
    with suite.log.open("wb") as log:
        try:
            process = subprocess.Popen(suite.command, cwd=suite.cwd, stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=subprocess.STDOUT, start_new_session=True)
        except OSError as error:
            return 127, f"cannot be started: {error.strerror}"
        running.add(process.pid)
        try:
            return process.wait(suite.seconds), ""
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with everything that it has started
            return process.wait(), f"not done after {suite.seconds} s"
        finally:
            running.discard(process.pid)


def run(suite: Suite, may_be_empty: bool = False) -> tuple[Count, float, str]:
    """Returns the count, the seconds it took, and what is wrong beside failed tests ("" if nothing)."""
    suite.report.unlink(missing_ok=True)
    suite.report.parent.mkdir(parents=True, exist_ok=True)
    suite.log.parent.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    code, ending = execute(suite)
    try:
        count = suite.read(json.loads(suite.report.read_text()))
    except (OSError, ValueError, KeyError) as error:
        count, ending = Count(), ending or f"{how_it_ended(code)}, no report ({type(error).__name__})"
    if code != 0 and count.failed == 0:
        ending = ending or how_it_ended(code)
    if not ending and not may_be_empty and count == Count():
        ending = "no test ran"
    if ending:
        count.fail(suite.name, ending)
    return count, time.monotonic() - begin, ending


def print_failures(count: Count) -> None:
    for failure in count.failures:
        print(f"  failed: {failure}", flush=True)


def finish(suite: Suite, count: Count, seconds: float, ending: str) -> None:
    skipped = f", {count.skipped} skipped" if count.skipped else ""
    note = f"  ({ending})" if ending else ""
    word = "FAILED" if count.failed else "ok"
    print(f"{word:6} {suite.name:32} {count.passed:4} passed{skipped}  {seconds:6.1f} s{note}", flush=True)
    print_failures(count)
    if count.failed:
        lines = suite.log.read_text(errors="replace").splitlines()
        if len(lines) > LOG_LINES:
            print(f"  … the last {LOG_LINES} of {len(lines)} lines of {suite.log.relative_to(ROOT)}:")
        print("\n".join("  | " + line for line in lines[-LOG_LINES:]), flush=True)


def suites_of(options: argparse.Namespace) -> tuple[list[Suite], list[Suite]]:
    """Suites that may run beside one another, and those that want the machine for themselves."""
    results, logs = RESULTS / options.label, LOGS / options.label
    beside = []
    for name in options.program:
        report = results / f"{name}.json"
        beside.append(Suite(name, [str(options.programs.resolve() / name), f"--gtest_output=json:{report}",
                                   f"--gtest_filter={options.filter}", "--gtest_brief=1"],
                            report, logs / f"{name}.log", read_googletest, 900))
    alone = []
    only = [] if options.filter == "*" else [options.filter]
    if options.web:
        alone.append(Suite("web", ["npm", "test", "--silent", "--", *(["-t", *only] if only else [])],
                           ROOT / "build" / "web-test.json",
                           logs / "web.log", read_vitest, 300, ROOT / "web"))
    if options.browser:
        alone.append(Suite("browser", ["node", "web/e2e/run.mjs", *only], RESULTS / "e2e.json",
                           logs / "browser.log", read_browser, 4500))
    return beside, alone


def run_all(options: argparse.Namespace) -> Count:
    beside, alone = suites_of(options)
    total = Count()
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        started = {pool.submit(run, suite, options.filter != "*"): suite for suite in beside}
        for done in concurrent.futures.as_completed(started):
            count, seconds, ending = done.result()
            finish(started[done], count, seconds, ending)
            total += count
    for suite in alone:
        count, seconds, ending = run(suite)
        finish(suite, count, seconds, ending)
        total += count
    target = RESULTS / options.label / "total.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(vars(total)))
    return total


def sum_up(labels: list[str]) -> Count:
    total = Count()
    for label in labels:
        try:
            total += Count(**json.loads((RESULTS / label / "total.json").read_text()))
        except OSError:
            total.fail("all tests" if label == "." else label, "did not come to run")
    return total


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=pathlib.Path, help="folder of the GoogleTest programs")
    parser.add_argument("--label", default=".", help="lane: subfolder of build/results and build/logs")
    parser.add_argument("--filter", default="*", help="run only these cases: GoogleTest's filter, or a part of the name")
    parser.add_argument("--web", action="store_true")
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--sum", nargs="+", metavar="LANE")
    parser.add_argument("program", nargs="*")
    options = parser.parse_args()
    total = sum_up(options.sum) if options.sum else run_all(options)
    print_failures(total)
    if total.skipped:
        print(f"{total.skipped} skipped; their reports say why")
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 1 if total.failed or not total.passed else 0


def stop(signum: int, _frame: object) -> None:
    """Interrupted: the suites are sessions of their own and would go on."""
    for group in list(running):
        os.killpg(group, signal.SIGKILL)
    os._exit(128 + signum)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main())

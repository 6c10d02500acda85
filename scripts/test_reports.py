"""What the three kinds of tests leave behind as JSON, counted: GoogleTest, vitest, web/e2e/run.mjs."""

from dataclasses import dataclass, field


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)  # "test: the first line of why", as far as the report tells

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped,
                     self.failures + other.failures)

    def fail(self, test: str, why: str) -> None:
        self.failed += 1
        self.failures.append(f"{test}: {' '.join(why.split())[:300]}")


def read_googletest(report: dict) -> Count:
    count = Count()
    for suite in report["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("failures"):
                count.fail(f"{suite['name']}.{test['name']}", test["failures"][0]["failure"])
            elif test["status"] == "NOTRUN" or test.get("result") == "SKIPPED":
                # A case that the filter left out is in the report as well, and is nobody's business.
                count.skipped += test.get("result") == "SKIPPED"
            else:
                count.passed += 1
    return count


def read_vitest(report: dict) -> Count:
    count = Count(passed=report["numPassedTests"], skipped=report["numPendingTests"])
    for file in report["testResults"]:
        for test in file["assertionResults"]:
            if test["status"] == "failed":
                count.fail(test["fullName"], "".join(test["failureMessages"][:1]))
        if file["status"] == "failed" and not file["assertionResults"]:  # it does not even load
            count.fail(file["name"], file.get("message", ""))
    return count


def read_browser(report: dict) -> Count:
    count = Count(passed=report["passed"], skipped=report.get("skipped", 0))
    for test in report["tests"]:
        if "failure" in test:
            count.fail(f"{test['file']}: {test['name']}", test["failure"])
    return count

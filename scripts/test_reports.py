"""What the three kinds of tests leave behind as JSON, as numbers: GoogleTest, vitest, web/e2e/run.mjs."""

from dataclasses import dataclass


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def read_googletest(report: dict) -> Count:
    count = Count()
    for suite in report["testsuites"]:
        for test in suite["testsuite"]:
            if test.get("failures"):
                count.failed += 1
            elif test["status"] == "NOTRUN" or test.get("result") == "SKIPPED":
                # A case that the filter left out is in the report as well, and is nobody's business.
                count.skipped += test.get("result") == "SKIPPED"
            else:
                count.passed += 1
    return count


def read_vitest(report: dict) -> Count:
    count = Count(report["numPassedTests"], report["numFailedTests"], report["numPendingTests"])
    for file in report["testResults"]:  # a file that does not even load has no tests in it
        if file["status"] == "failed" and not file["assertionResults"]:
            count.failed += 1
    return count


def read_browser(report: dict) -> Count:
    return Count(report["passed"], report["failed"], report.get("skipped", 0))

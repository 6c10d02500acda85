"""docs/requirements.md says of each promise what proves it. Here that table is held against the tests: every
number has a row, every file of a row exists and names the number, in its name or its text. A row may say "not
yet"; where a test names its number all the same, that is told, not refused.
Exit code 1 if anything is refused."""

import pathlib
import re
import sys

from check_tree import ROOT, tracked

TABLE = "docs/requirements.md"
PROMISED = [*range(1, 49), 50, 51, *range(53, 57), *range(59, 68), 69, 70]
TEST = re.compile(r"_test\.cpp$|\.spec\.mjs$|\.test\.tsx?$|^tests/scenario/[^/]+\.txt$")
ROW = re.compile(r"^\| R(\d+) \|[^|]+\|([^|]+)\|$", re.MULTILINE)
NUMBERS = re.compile(r"\bR0*(\d+)(?:[–-]R0*(\d+))?(?=\b|_)")


def named_in(text: str) -> set[int]:
    """The numbers that a text names; R6–R8 are three."""
    return {number for first, last in NUMBERS.findall(text) for number in range(int(first), int(last or first) + 1)}


def tests() -> dict[str, set[int]]:
    """By name of the file: the numbers that it names."""
    paths = [pathlib.Path(path) for path in tracked() if TEST.search(path)]
    return {path.name: named_in(f"{path.name}\n{(ROOT / path).read_text()}") for path in paths}


def main() -> int:
    known = tests()
    rows = {int(number): proofs for number, proofs in ROW.findall((ROOT / TABLE).read_text())}
    refused = [f"R{number} has no row." for number in PROMISED if number not in rows]
    unproved = 0
    for number, proofs in rows.items():
        files = re.findall(r"`([^`]+)`", proofs)
        for name in files:
            if name not in known:
                refused.append(f"R{number}: {name} is no test of this tree.")
            elif number not in known[name]:
                refused.append(f"R{number}: {name} does not name it.")
        if files:
            continue
        unproved += 1
        if "not yet" not in proofs:
            refused.append(f'R{number}: name a test, or say "not yet".')
        elif named := sorted(name for name, numbers in known.items() if number in numbers):
            print(f'R{number} is "not yet" in {TABLE}, but {", ".join(named)} names it: is it proved?')
    for why in refused:
        print(f"{TABLE}: {why}")
    print(f"{len(rows)} promises, {unproved} not proved yet, {len(refused)} refused", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

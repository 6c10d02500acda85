"""What holds for every file of the tree, whatever its language: no unfinished business, no reference to what a
clone does not have, the two paths marked from end to end. Long files are listed, not refused.
Exit code 1 if anything is refused."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LONG = 450  # lines from which on a file is likely two
CODE = {".hpp", ".cpp", ".cc", ".ts", ".tsx", ".mjs", ".py", ".sh", ".css"}
# Recorded, generated or somebody else's: not written here.
FOREIGN = re.compile(r"(^|/)(testdata|corpus|golden|node_modules)/|package-lock\.json$|^LICENSE")

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE = re.compile(r"(?<![\w./:-])/(work|home|root|Users|mnt|tmp/\w+)/[\w.-]+")
TEST = re.compile(r"_test\.\w+$|\.(test|spec)\.\w+$|^fuzz/")  # these ask for files outside on purpose
UPWARD = re.compile(r"(?<![\w.])(?:\.\./)+[\w.-]+")
DOCUMENT = re.compile(r"(?<![\w/.:-])((?:[\w.-]+/)*[\w-]+\.md)\b")
# A name in capitals, then "section 7": a document that is not one of ours.
CAPITALS = re.compile(r"\b([A-Z]{6,})\b(?:\.md)?,? (?:sections?|§|chapter|R\d|quotes|says)")
NAMELESS = re.compile(r"(^|[/_])(utils?|helpers?|misc|manager)\.\w+$")
MARKER = re.compile(r"(media|command) path: (\d+)")

refused: list[str] = []


def refuse(path: str, line: int, why: str) -> None:
    refused.append(f"{path}:{line}: {why}")


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, check=True,
                             capture_output=True).stdout.decode()
    return sorted(name for name in listing.split("\0") if name and (ROOT / name).is_file())


def check_line(path: str, number: int, line: str, documents: set[str]) -> None:
    if match := UNFINISHED.search(line):
        refuse(path, number, f"{match[0]}: finish it, or open an issue and leave it out here.")
    if match := MACHINE.search(line):
        refuse(path, number, f"{match[0]} is a path of one machine; write it from the root of the tree.")
    for match in UPWARD.finditer("" if TEST.search(path) else line):
        target = ((ROOT / path).parent / match[0]).resolve()
        if not target.is_relative_to(ROOT):
            refuse(path, number, f"{match[0]} leads out of the tree, where a clone has nothing.")
    for name in sorted(set(DOCUMENT.findall(line))):
        if pathlib.PurePath(name).name not in documents:
            refuse(path, number, f"{name} is not in the tree; say here what it says, or name one of ours.")
    if match := CAPITALS.search(line):
        if f"{match[1]}.md" not in documents:
            refuse(path, number, f"{match[1]} is a document that a clone does not have; say here what it says.")


def check_markers(markers: dict[str, set[int]]) -> None:
    """Each journey is numbered from 1 without a gap, so that grep prints all of it in order."""
    for journey in ("media", "command"):
        numbers = markers.get(journey, set())
        gaps = sorted(set(range(1, max(numbers, default=5) + 1)) - numbers)
        if gaps:
            refuse("src", 0, f'no comment "{journey} path: N." for step {", ".join(map(str, gaps))}.')


def main() -> int:
    files = tracked()
    documents = {pathlib.PurePath(name).name for name in files if name.endswith(".md")}
    markers: dict[str, set[int]] = {}
    long_files = []
    for path in files:
        if FOREIGN.search(path):
            continue
        if NAMELESS.search(path):
            refuse(path, 1, "a name still to be found: call the file after what is in it.")
        try:
            lines = (ROOT / path).read_text().splitlines()
        except UnicodeDecodeError:
            continue  # a picture or a font
        for number, line in enumerate(lines, 1):
            check_line(path, number, line, documents)
            if path.startswith(("src/", "web/src/")):
                for journey, step in MARKER.findall(line):
                    markers.setdefault(journey, set()).add(int(step))
        if pathlib.PurePath(path).suffix in CODE and len(lines) > LONG:
            long_files.append(f"  {len(lines):5} {path}")
    check_markers(markers)
    for line in refused:
        print(line)
    if long_files:
        print(f"Above {LONG} lines; look for the two things inside:", *long_files, sep="\n")
    print(f"{len(files)} files, {len(refused)} refused", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

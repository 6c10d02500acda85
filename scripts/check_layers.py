"""Reads the #include lines and a few words of every source under src/ and explains each that the layer
table (layers.py) refuses. Exit code 1 if there is any.

Tests (x_test.cpp, test_x.hpp) keep to the direction of the layers and the place of each library, but may use
threads, files, clocks and random numbers as they need.
"""

import pathlib
import re
import sys

import layers

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# A comment or a literal, so that words inside are not taken for code.
QUIET = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'',
                   re.DOTALL)

refusals: list[str] = []


def refuse(path: pathlib.Path, line: int, why: str) -> None:
    refusals.append(f"src/{path}:{line}: {why}")


def folder_of(path: str) -> str | None:
    """The layer that a path belongs to: proto/rtp/packet.hpp is in proto/rtp."""
    parts = path.split("/")
    for depth in (2, 1):
        if len(parts) > depth and "/".join(parts[:depth]) in layers.MAY_INCLUDE:
            return "/".join(parts[:depth])
    return None


def is_test(path: pathlib.Path) -> bool:
    return path.stem.endswith("_test") or path.stem.startswith("test_")


def check_own(path: pathlib.Path, line: int, folder: str, header: str) -> None:
    target = folder_of(header)
    if target is None:
        refuse(path, line, f'"{header}" belongs to no layer; write the path from src/, e.g. "base/bytes.hpp".')
        return
    if target == folder or target in layers.MAY_INCLUDE[folder]:
        return
    if folder in layers.SINGLE_HEADERS.get(header, set()):
        return
    allowed = ", ".join(sorted(layers.MAY_INCLUDE[folder])) or "nothing of ours"
    if folder in layers.MAY_INCLUDE[target]:
        advice = f"{target} already builds on {folder}; turn the call round: return a value that {target} acts on"
    else:
        advice = "hand the value in as an argument, or let server join the two"
    refuse(path, line, f"{folder} may not know {target} (it may use {allowed}); {advice}.")


def check_library(path: pathlib.Path, line: int, folder: str, header: str) -> None:
    for prefix, folders, advice in layers.LIBRARIES:
        if header.startswith(prefix):
            if folder not in folders:
                refuse(path, line, f"<{header}> belongs to {', '.join(sorted(folders))}; {advice}.")
            elif header.startswith(layers.ONLY_IN_CPP) and path.suffix == ".hpp" and not is_test(path):
                refuse(path, line, f"<{header}> is slow to compile and stays in .cpp files; declare the class here "
                                   "and define it there.")
            return


def check_standard(path: pathlib.Path, line: int, folder: str, header: str) -> None:
    pure = folder in layers.PURE
    if header in layers.MISSING_STANDARD:
        refuse(path, line, f"g++ 12 has no <{header}>; use {layers.MISSING_STANDARD[header]}.")
    if is_test(path):
        return
    if header in layers.THREADS and pure:
        refuse(path, line, f"{folder} is pure and starts no thread; server owns the threads.")
    if header in layers.MUTEXES and folder not in layers.MAY_LOCK:
        refuse(path, line, "no lock outside base and net; send a message through base/mailbox.hpp.")
    if header.startswith(layers.OPERATING_SYSTEM) and pure and (folder, header) not in layers.HARMLESS:
        refuse(path, line, f"{folder} is pure and calls no operating system; net and storage are its adapters.")
    if header in layers.FILES and pure:
        refuse(path, line, f"{folder} is pure and reads no file; take the bytes as an argument.")
    if header == "random":
        refuse(path, line, "take a base::Random& as an argument, so that a seed repeats the run.")
    if header == "coroutine" and pure:
        refuse(path, line, f"{folder} is pure; coroutines live in net and server.")


def check_words(path: pathlib.Path, folder: str, text: str) -> None:
    code = QUIET.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    pure = folder in layers.PURE
    words = [
        (layers.CLOCK, str(path).startswith(layers.READS_CLOCK),
         "take a base::Instant as an argument; net/system_clock.hpp alone reads a clock"),
        (layers.RANDOM, False, "take a base::Random& as an argument, so that a seed repeats the run"),
        (layers.COROUTINE, folder in {"net", "server"}, "coroutines live in net and server"),
        (layers.EXCEPTION, not pure, "return std::expected; exceptions stay inside start-up and library wrappers"),
    ]
    for pattern, allowed, advice in words:
        if not allowed:
            for match in re.finditer(pattern, code):
                refuse(path, code.count("\n", 0, match.start()) + 1, f"`{match[0].strip()}`: {advice}.")


def main() -> int:
    files = sorted(f for f in SRC.rglob("*") if f.suffix in {".hpp", ".cpp", ".cc", ".h"})
    for file in files:
        path = file.relative_to(SRC)
        folder = folder_of(str(path))
        if folder is None:
            refuse(path, 1, "this folder is not in the layer table; add it to scripts/layers.py.")
            continue
        text = file.read_text()
        if path.suffix == ".hpp" and "#pragma once" not in text:
            refuse(path, 1, "a header begins with #pragma once.")
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            header = match[2]
            if match[1] == '"' and not header.endswith(".pb.h"):
                check_own(path, number, folder, header)
            else:
                check_library(path, number, folder, header)
                check_standard(path, number, folder, header)
        if not is_test(path):
            check_words(path, folder, text)
    for line in refusals:
        print(line)
    print(f"{len(files)} files, {len(refusals)} refused", file=sys.stderr)
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main())

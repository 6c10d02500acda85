// The files that a server keeps, looked at from outside.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** "ok", or what SQLite finds wrong. The server may be running. */
export function integrityOf(folder) {
  const program =
    'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check").fetchone()[0])';
  return execFileSync('python3', ['-c', program, join(folder, 'plenum.db')])
    .toString()
    .trim();
}

/** ["file: word"]: where one of these words stands in a file of the folder, in UTF-8 or UTF-16. */
export function filesThatHold(folder, words) {
  const forms = words.flatMap((word) => formsOf(word).map((form) => ({ word, bytes: form })));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath ?? entry.path, entry.name);
      const content = readFileSync(file);
      return forms
        .filter(({ bytes }) => content.includes(bytes))
        .map(({ word }) => `${relative(folder, file)}: ${word}`);
    });
}

/** The bytes that would tell a word: two encodings, UTF-16 in both orders. */
export function formsOf(word) {
  const little = Buffer.from(word, 'utf16le');
  return [Buffer.from(word, 'utf8'), little, Buffer.from(little).swap16()];
}

// The text of a line and its edits, in code points as the server counts them. Pure.
import type { Edit } from '../protocol/beside_commands';

/** Code points; the server takes no longer line. */
export const longestLine = 500;

/** What src/domain/name.cpp takes out of names, and breaks of lines, cannot stand in a line. */
const notInALine =
  /[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E0FFF}]/gu;

export function plainLine(typed: string): string {
  const text = typed.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').replace(notInALine, '');
  return [...text].slice(0, longestLine).join('');
}

/** What leads from one text to the other. */
export function difference(before: string, after: string): Pick<Edit, 'at' | 'erase' | 'insert'> {
  const from = [...before];
  const to = [...after];
  const shorter = Math.min(from.length, to.length);
  let at = 0;
  while (at < shorter && from[at] === to[at]) at += 1;
  let same = 0;
  while (same < shorter - at && from[from.length - 1 - same] === to[to.length - 1 - same])
    same += 1;
  return { at, erase: from.length - same - at, insert: to.slice(at, to.length - same).join('') };
}

/** Undefined when the edit does not fall into the text. */
export function edited(text: string, { at, erase, insert }: Edit): string | undefined {
  const points = [...text];
  if (at + erase > points.length) return undefined;
  return [...points.slice(0, at), insert, ...points.slice(at + erase)].join('');
}

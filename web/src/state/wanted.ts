// Which pictures are asked for: only what can be seen now, as high as it is seen, most important first.
// The server reads the order when the line is too thin for all. Heights are pixels of the screen.
import { SourceKind, type WantedPicture } from './model';
import { isSubject, type Subject } from './stage';

export interface Sight {
  self: number;
  /** The window is in the background or covered by another one. */
  hidden: boolean;
  soundOnly: boolean;
  /** What the floating window shows, while there is one. */
  floating: Subject | undefined;
  subject: Subject | undefined;
  subjectHeight: number;
  /** Of the gallery page that is open, in the order of their places. */
  tiles: readonly number[];
  tileHeight: number;
  /** Who spoke last: comes before the other tiles. */
  floor: number;
}

/** A floating window is about a quarter of a screen high. */
const floatingHeight = 360;

export function picturesWanted(sight: Sight): WantedPicture[] {
  const { self, hidden, soundOnly, floating, subject, tiles, floor } = sight;
  if (soundOnly) return [];
  const wanted: WantedPicture[] = [];
  const want = (picture: Subject, height: number) => {
    if (picture.person === self || height <= 0) return;
    const same = wanted.find((other) => isSubject(picture, other.person, other.kind));
    if (same) same.height = Math.max(same.height, height);
    else wanted.push({ ...picture, height });
  };
  if (floating) want(floating, floatingHeight);
  if (hidden) return wanted;
  if (subject) want(subject, sight.subjectHeight);
  const camera = (person: number): Subject => ({ person, kind: SourceKind.CAMERA });
  if (tiles.includes(floor)) want(camera(floor), sight.tileHeight);
  for (const person of tiles) want(camera(person), sight.tileHeight);
  return wanted;
}

export function sameWanted(a: readonly WantedPicture[], b: readonly WantedPicture[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ person, kind, height }, at) => {
      const other = b[at];
      return other?.person === person && other.kind === kind && other.height === height;
    })
  );
}

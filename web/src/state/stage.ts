// What stands large on the stage: what was pinned, else a shared screen, else (if so chosen) who
// speaks; nothing in a gallery. Pure.
import { type AppState, type Person, SourceKind } from './model';
import { hasTile, sharers } from './selectors';
import type { ViewChoice } from './view_choice';

/** One picture of one person. */
export interface Subject {
  person: number;
  kind: typeof SourceKind.CAMERA | typeof SourceKind.SCREEN;
}

export interface Scene {
  people: readonly Person[];
  self: number;
  pinned: Subject | undefined;
  /** Who spoke last; 0: nobody yet. */
  floor: number;
  layout: ViewChoice['layout'];
}

export function sceneOf({ conference, pinned, view }: AppState): Scene {
  const { people, self, floor } = conference;
  return { people, self, floor, pinned, layout: view.layout };
}

export function subjectOf(scene: Scene): Subject | undefined {
  const { people, self, pinned, layout } = scene;
  if (pinned && isThere(people, pinned)) return pinned;
  const sharer = sharers(people).find(({ id }) => id !== self);
  if (sharer) return { person: sharer.id, kind: SourceKind.SCREEN };
  return layout === 'speaker' ? speakerOf(scene) : undefined;
}

/** What a floating window shows: the subject, or who speaks. */
export function floatingSubject(scene: Scene): Subject | undefined {
  return subjectOf(scene) ?? speakerOf(scene);
}

export function isSubject(subject: Subject | undefined, person: number, kind: SourceKind): boolean {
  return subject?.person === person && subject.kind === kind;
}

/**
 * Who has the floor: whoever had it keeps it while still heard, so that two who talk at once do not
 * make the stage flicker; the own voice never takes it.
 */
export function nextFloor(floor: number, speakers: readonly number[], self: number): number {
  if (speakers.includes(floor)) return floor;
  return speakers.find((person) => person !== self) ?? floor;
}

function speakerOf({ people, self, floor }: Scene): Subject | undefined {
  const others = people.filter((person) => hasTile(person) && person.id !== self);
  const speaker = others.find(({ id }) => id === floor) ?? others[0];
  return speaker && { person: speaker.id, kind: SourceKind.CAMERA };
}

function isThere(people: readonly Person[], { person, kind }: Subject): boolean {
  const found = people.find(({ id }) => id === person);
  if (!found || !hasTile(found)) return false;
  return kind === SourceKind.CAMERA || found.media?.screen === true;
}

// Real-time text as this page shows it: the lines that grow now, and those that are finished, which are
// kept here and nowhere else. Pure; when somebody has stopped typing is for app/typing_sign to say.
import type { Edit } from '../protocol/beside_commands';
import { edited } from './typed_text';

/** A line of somebody else that is being typed. */
export interface GrowingLine {
  person: number;
  name: string;
  line: number;
  step: number;
  text: string;
}

export interface FinishedLine {
  id: number;
  person: number;
  name: string;
  /** Undefined: something is missing here, since this page's connection was lost meanwhile. */
  text: string | undefined;
}

export interface Transcript {
  /** In the order in which they began. */
  growing: readonly GrowingLine[];
  finished: readonly FinishedLine[];
  finishedCount: number;
  /** The pane is open: nothing is unread, and nobody has to be told that there is something. */
  watched: boolean;
  unread: number;
  /** Of whose typing this person has been told while the pane is closed. */
  told: readonly number[];
  /** The newest line that was seen of each person. */
  newest: Readonly<Record<number, number>>;
  /** Who types at this moment, oneself included: as good as speaking. */
  typing: readonly number[];
  /** The own line, as it stands in the field. */
  own: string;
}

/** A line as the server tells it to somebody who comes in; TypedLine of plenum.proto. */
export interface KnownLine {
  person: number;
  line: number;
  step: number;
  text: string;
  finished: boolean;
}

export const emptyTranscript: Transcript = {
  growing: [],
  finished: [],
  finishedCount: 0,
  watched: false,
  unread: 0,
  told: [],
  newest: {},
  typing: [],
  own: '',
};

const mostFinished = 500;

export function finish(
  transcript: Transcript,
  { person, name }: { person: number; name: string },
  text: string | undefined,
): Transcript {
  if (text?.trim() === '') return transcript;
  const id = transcript.finishedCount + 1;
  const finished = [...transcript.finished, { id, person, name, text }].slice(-mostFinished);
  const unread = transcript.watched ? 0 : transcript.unread + 1;
  return { ...transcript, finished, finishedCount: id, unread };
}

/** Somebody's edit. One that does not follow on what is known waits for the line to be said whole. */
export function typed(
  before: Transcript,
  { person, name }: { person: number; name: string },
  edit: Edit,
): Transcript {
  const newest = { ...before.newest, [person]: edit.line };
  let transcript: Transcript = { ...startTyping(before, person), newest };
  let known = grows(transcript, person);
  if (known && known.line < edit.line) {
    // That the one before is finished has never been said.
    transcript = finish(withoutGrowing(transcript, person), known, known.text);
    known = undefined;
  }
  if (edit.step > 0 && known?.step !== edit.step - 1) return transcript;
  const text = edit.step === 0 ? edit.insert : edited(known?.text ?? '', edit);
  if (text === undefined) return transcript;
  if (edit.finished) return finish(withoutGrowing(transcript, person), { person, name }, text);
  const line = { person, name, line: edit.line, step: edit.step, text };
  const growing = known
    ? transcript.growing.map((other) => (other.person === person ? line : other))
    : [...transcript.growing, line];
  return { ...transcript, growing };
}

/**
 * A snapshot: after coming in, or after a lost line, when something may be missing – also for somebody
 * whose seat was gone (`resumed` false), of those whose lines were known before.
 */
export function caughtUp(
  before: Transcript,
  lines: readonly KnownLine[],
  nameOf: (person: number) => string,
  { self, resumed }: { self: number; resumed: boolean },
): Transcript {
  let transcript: Transcript = { ...before, growing: [], newest: {} };
  for (const old of before.growing) {
    const now = lines.find(({ person }) => person === old.person);
    const goesOn = now?.line === old.line && !now.finished;
    if (!goesOn) transcript = finish(transcript, old, old.text);
  }
  for (const { finished, ...line } of lines) {
    if (line.person === self) continue;
    const name = nameOf(line.person);
    const seen = before.newest[line.person] ?? 0;
    const seenWhole = !before.growing.some(({ person }) => person === line.person);
    // Finished meanwhile: the line that grew, and those between it and the one of now.
    const missed = line.line - (finished ? 0 : 1) - (seenWhole ? seen : seen - 1);
    const known = resumed || before.newest[line.person] !== undefined;
    if (known && missed > 0) {
      transcript = finish(transcript, { person: line.person, name }, undefined);
    }
    transcript = {
      ...transcript,
      newest: { ...transcript.newest, [line.person]: line.line },
      growing: finished ? transcript.growing : [...transcript.growing, { ...line, name }],
    };
  }
  return transcript;
}

/** What somebody has typed stays when she goes. */
export function departed(transcript: Transcript, person: number): Transcript {
  const line = grows(transcript, person);
  const { [person]: _, ...newest } = transcript.newest;
  const without = { ...stopTyping(withoutGrowing(transcript, person), person), newest };
  return line ? finish(without, line, line.text) : without;
}

export function watch(transcript: Transcript, watched: boolean): Transcript {
  return { ...transcript, watched, unread: 0, told: [] };
}

export function startTyping(transcript: Transcript, person: number): Transcript {
  if (transcript.typing.includes(person)) return transcript;
  return { ...transcript, typing: [...transcript.typing, person] };
}

export function stopTyping(transcript: Transcript, person: number): Transcript {
  return { ...transcript, typing: transcript.typing.filter((other) => other !== person) };
}

function grows(transcript: Transcript, person: number): GrowingLine | undefined {
  return transcript.growing.find((line) => line.person === person);
}

function withoutGrowing(transcript: Transcript, person: number): Transcript {
  return { ...transcript, growing: transcript.growing.filter((line) => line.person !== person) };
}

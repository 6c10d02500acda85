// Real-time text on its way to the server: what stands in the field becomes edits, one on the way at a
// time and a breath apart, so that a letter is seen within half a second and a fast typist costs five
// messages a second. Whatever goes wrong (the line is lost, an edit is refused), the server is told the
// line whole; what was finished meanwhile is told too.
import { type Edit, typeText } from '../protocol/beside_commands';
import { type CommandBody, RefusalCode } from '../protocol/messages';
import type { KnownLine } from '../state/transcript';
import { difference } from '../state/typed_text';

export interface TypistParts {
  /** Undefined: done. */
  send(body: CommandBody): Promise<RefusalCode | 'lost' | undefined>;
  wait(ms: number): Promise<void>;
}

interface Line {
  number: number;
  text: string;
  finished: boolean;
  /** What the server knows of it; undefined: nothing, or not for sure. */
  told: { step: number; text: string } | undefined;
}

const breathMs = 200;
const penaltyMs = 1000;
/** Finished lines that wait for the line to come back. */
const mostWaiting = 20;

export class Typist {
  private lines: Line[] = [];
  private number = 0;
  private running = false;
  private stopped = false;

  constructor(private readonly parts: TypistParts) {}

  /** The whole text of the field. */
  type(text: string): void {
    const line = this.current();
    if (!line && text === '') return;
    if (line) line.text = text;
    else this.begin(text);
    void this.run();
  }

  finish(): void {
    const line = this.current();
    if (line) line.finished = true;
    void this.run();
  }

  /** A welcome: `own` is what the server has of this seat. Answers the text to go on with. */
  lineUp(own: KnownLine | undefined): string {
    this.stopped = false;
    for (const line of this.lines) line.told = undefined;
    const current = this.current();
    if (current && own?.finished && own.line >= current.number) {
      // Sent to wait meanwhile, which ended it there.
      this.number = current.number = own.line + 1;
    }
    if (own && own.line > this.number) {
      // Typed before this page was loaded again.
      this.number = own.line;
      const { line: number, step, text } = own;
      this.lines = own.finished ? [] : [{ number, text, finished: false, told: { step, text } }];
    }
    void this.run();
    return this.current()?.text ?? '';
  }

  stop(): void {
    this.stopped = true;
  }

  private current(): Line | undefined {
    const last = this.lines.at(-1);
    return last?.finished ? undefined : last;
  }

  private begin(text: string): void {
    this.number += 1;
    this.lines.push({ number: this.number, text, finished: false, told: undefined });
    this.lines = this.lines.slice(-mostWaiting);
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let line = this.lines[0]; line && !this.stopped; line = this.lines[0]) {
      const edit = editFor(line);
      if (!edit) break;
      const outcome = await this.parts.send(typeText(edit));
      const pause = this.conclude(line, edit, outcome);
      await this.parts.wait(pause);
    }
    this.running = false;
  }

  /** Answers how long to wait before the next one. */
  private conclude(line: Line, edit: Edit, outcome: RefusalCode | 'lost' | undefined): number {
    const before = line.told?.text ?? '';
    line.told = undefined;
    switch (outcome) {
      case undefined:
        if (edit.finished) this.drop(line);
        else
          line.told = {
            step: edit.step,
            text: edit.step === 0 ? edit.insert : after(before, edit),
          };
        return breathMs;
      case 'lost':
        this.stopped = true; // until the next welcome
        return 0;
      case RefusalCode.TOO_FAST:
      case RefusalCode.OVERLOADED:
        return penaltyMs;
      case RefusalCode.WRONG_STATE:
        // Said whole and refused all the same: it has arrived, only the answer was lost.
        if (edit.step === 0) this.drop(line);
        return breathMs;
      default:
        this.drop(line);
        return breathMs;
    }
  }

  private drop(line: Line): void {
    this.lines = this.lines.filter((other) => other !== line);
  }
}

function editFor({ number: line, text, finished, told }: Line): Edit | undefined {
  if (!told) return { line, step: 0, at: 0, erase: 0, insert: text, finished };
  if (told.text === text && !finished) return undefined;
  return { line, step: told.step + 1, ...difference(told.text, text), finished };
}

function after(before: string, { at, erase, insert }: Edit): string {
  const points = [...before];
  return [...points.slice(0, at), insert, ...points.slice(at + erase)].join('');
}

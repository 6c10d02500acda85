import { describe, expect, it } from 'vitest';
import {
  caughtUp,
  departed,
  emptyTranscript,
  finish,
  type KnownLine,
  stopTyping,
  type Transcript,
  typed,
  watch,
} from './transcript';

const ben = { person: 2, name: 'Ben' };
const whole = (line: number, insert: string, finished = false) => ({
  line,
  step: 0,
  at: 0,
  erase: 0,
  insert,
  finished,
});
const texts = (transcript: Transcript) => transcript.finished.map(({ text }) => text);
const growing = (transcript: Transcript) => transcript.growing.map(({ text }) => text);
const nameOf = () => 'Ben';
const known = (line: Partial<KnownLine>): KnownLine => ({
  person: 2,
  line: 1,
  step: 0,
  text: '',
  finished: false,
  ...line,
});

describe('lines of others', () => {
  it('grow letter by letter and are finished once', () => {
    let transcript = typed(emptyTranscript, ben, whole(1, 'H'));
    transcript = typed(transcript, ben, { ...whole(1, 'i'), step: 1, at: 1 });
    expect(growing(transcript)).toEqual(['Hi']);
    expect(transcript.typing).toEqual([2]);
    transcript = typed(transcript, ben, { ...whole(1, '!', true), step: 2, at: 2 });
    expect(growing(transcript)).toEqual([]);
    expect(texts(transcript)).toEqual(['Hi!']);
    expect(transcript.unread).toBe(1);
    expect(finish(watch(transcript, true), ben, 'Noch').unread).toBe(0);
    expect(stopTyping(transcript, 2).typing).toEqual([]);
  });

  it('wait to be said whole when an edit is missing', () => {
    const before = typed(emptyTranscript, ben, whole(1, 'Ha'));
    const gap = typed(before, ben, { ...whole(1, 'lo'), step: 2, at: 3 });
    expect(growing(gap)).toEqual(['Ha']);
    expect(growing(typed(gap, ben, whole(1, 'Hallo')))).toEqual(['Hallo']);
  });

  it('are finished when another begins, and when she goes; blank ones vanish', () => {
    const second = typed(typed(emptyTranscript, ben, whole(1, 'Eins')), ben, whole(2, 'Zwei'));
    expect([texts(second), growing(second)]).toEqual([['Eins'], ['Zwei']]);
    expect(texts(departed(second, 2))).toEqual(['Eins', 'Zwei']);
    expect(texts(typed(emptyTranscript, ben, whole(1, ' ', true)))).toEqual([]);
  });

  it('stay bounded', () => {
    let transcript = emptyTranscript;
    for (let i = 0; i < 600; i += 1) transcript = finish(transcript, ben, `Zeile ${i}`);
    expect(transcript.finished).toHaveLength(500);
    expect(transcript.finished.at(-1)?.text).toBe('Zeile 599');
  });
});

describe('a snapshot', () => {
  const back = { self: 1, resumed: true };

  it('shows a newcomer what grows, and claims nothing is missing', () => {
    const came = caughtUp(
      emptyTranscript,
      [known({ line: 7, text: 'Gut' }), known({ person: 3, line: 4, finished: true })],
      nameOf,
      { self: 1, resumed: false },
    );
    expect(growing(came)).toEqual(['Gut']);
    expect(texts(came)).toEqual([]);
  });

  it('says it too to whoever has lost her seat, of those whom she had read', () => {
    const before = typed(emptyTranscript, ben, whole(1, 'Hallo', true));
    const lines = [known({ line: 3, text: 'Neu' }), known({ person: 3, line: 4, finished: true })];
    const after = caughtUp(before, lines, nameOf, { self: 1, resumed: false });
    expect(texts(after)).toEqual(['Hallo', undefined]);
  });

  it('goes on with the line that still grows', () => {
    const before = typed(emptyTranscript, ben, whole(1, 'Hal'));
    const after = caughtUp(before, [known({ text: 'Hallo', step: 3 })], nameOf, back);
    expect([texts(after), growing(after)]).toEqual([[], ['Hallo']]);
  });

  it('says where lines are missing, and keeps what was seen of the last one', () => {
    const before = typed(emptyTranscript, ben, whole(1, 'Hal'));
    const after = caughtUp(before, [known({ line: 3, text: 'Neu' })], nameOf, back);
    expect([texts(after), growing(after)]).toEqual([['Hal', undefined], ['Neu']]);
    const done = caughtUp(before, [known({ finished: true })], nameOf, back);
    expect(texts(done)).toEqual(['Hal', undefined]);
  });

  it('says nothing where nothing is missing', () => {
    const before = typed(emptyTranscript, ben, whole(1, 'Hallo', true));
    const same = caughtUp(before, [known({ finished: true })], nameOf, back);
    expect(texts(same)).toEqual(['Hallo']);
    const next = caughtUp(before, [known({ line: 2, text: 'Neu' })], nameOf, back);
    expect([texts(next), growing(next)]).toEqual([['Hallo'], ['Neu']]);
  });

  it('leaves the own line to the field', () => {
    const came = caughtUp(emptyTranscript, [known({ person: 1, text: 'Ich' })], nameOf, back);
    expect(growing(came)).toEqual([]);
  });
});

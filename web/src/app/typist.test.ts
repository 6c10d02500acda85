// The typist against a server as src/domain/typed_line.cpp is one, that refuses or vanishes on demand.
import { describe, expect, it } from 'vitest';
import type { Edit } from '../protocol/beside_commands';
import { type CommandBody, RefusalCode } from '../protocol/messages';
import { edited } from '../state/typed_text';
import { Typist } from './typist';

class FakeServer {
  line = { number: 0, step: 0, text: '', finished: true };
  done: string[] = [];
  edits = 0;
  /** Outcomes of the next edits; `lateLost`: taken, but the answer does not come. */
  fate: ('lost' | 'lateLost' | RefusalCode)[] = [];

  async send(body: CommandBody): Promise<RefusalCode | 'lost' | undefined> {
    this.edits += 1;
    const fate = this.fate.shift();
    if (fate !== undefined && fate !== 'lateLost') return fate;
    const outcome = this.take(body.value as Edit);
    return fate === 'lateLost' ? 'lost' : outcome;
  }

  own() {
    const { number: line, step, text, finished } = this.line;
    return { person: 1, line, step, text, finished };
  }

  private take(edit: Edit): RefusalCode | undefined {
    const isNew = edit.line > this.line.number;
    if (!isNew && (edit.line !== this.line.number || this.line.finished)) {
      return RefusalCode.WRONG_STATE;
    }
    if (edit.step !== 0 && (isNew || edit.step !== this.line.step + 1)) {
      return RefusalCode.WRONG_STATE;
    }
    const text = edit.step === 0 ? edit.insert : edited(this.line.text, edit);
    if (text === undefined) return RefusalCode.WRONG_STATE;
    this.line = { number: edit.line, step: edit.step, text, finished: edit.finished };
    if (edit.finished) this.done.push(text);
    return undefined;
  }
}

function typing(server = new FakeServer()) {
  const typist = new Typist({
    send: (body) => server.send(body),
    wait: async () => {},
  });
  const settle = async () => {
    for (let i = 0; i < 50; i += 1) await Promise.resolve();
  };
  return { server, typist, settle };
}

describe('typing', () => {
  it('reaches the server as it stands in the field, letters together while one is on its way', async () => {
    const { server, typist, settle } = typing();
    for (const text of ['H', 'Ha', 'Hal', 'Hallo']) typist.type(text);
    await settle();
    expect(server.line).toMatchObject({ number: 1, text: 'Hallo', finished: false });
    expect(server.edits).toBe(2);
    typist.type('Hall');
    await settle();
    expect(server.line.text).toBe('Hall');
    typist.finish();
    await settle();
    expect(server.done).toEqual(['Hall']);
    typist.type('N');
    await settle();
    expect(server.line).toMatchObject({ number: 2, text: 'N' });
  });

  it('says a line whole after a refusal or a loss', async () => {
    const { server, typist, settle } = typing();
    typist.type('Ha');
    await settle();
    server.fate = [RefusalCode.TOO_FAST];
    typist.type('Hal');
    await settle();
    expect(server.line.text).toBe('Hal');
    server.fate = ['lost'];
    typist.type('Hall');
    await settle();
    typist.type('Hallo');
    typist.finish();
    typist.type('Zweite');
    await settle();
    expect(server.done).toEqual([]);
    expect(typist.lineUp(server.own())).toBe('Zweite');
    await settle();
    expect(server.done).toEqual(['Hallo']);
    expect(server.line).toMatchObject({ number: 2, text: 'Zweite' });
  });

  it('says no line twice when only the answer was lost', async () => {
    const { server, typist, settle } = typing();
    typist.type('Hallo');
    await settle();
    server.fate = ['lateLost'];
    typist.finish();
    await settle();
    expect(server.done).toEqual(['Hallo']);
    typist.lineUp(server.own());
    await settle();
    expect(server.done).toEqual(['Hallo']);
  });

  it('goes on after a reload with the line that the others see', async () => {
    const { server, typist, settle } = typing();
    server.line = { number: 7, step: 3, text: 'Hal', finished: false };
    expect(typist.lineUp(server.own())).toBe('Hal');
    typist.type('Hallo');
    await settle();
    expect(server.line).toMatchObject({ number: 7, step: 4, text: 'Hallo' });
    const { typist: another, settle: settled } = typing(server);
    server.line.finished = true;
    expect(another.lineUp(server.own())).toBe('');
    another.type('Neu');
    await settled();
    expect(server.line).toMatchObject({ number: 8, text: 'Neu' });
  });

  it('begins anew after the waiting room, which ended the line', async () => {
    const { server, typist, settle } = typing();
    typist.type('Hal');
    await settle();
    server.line.finished = true;
    expect(typist.lineUp(server.own())).toBe('Hal');
    await settle();
    expect(server.line).toMatchObject({ number: 2, text: 'Hal', finished: false });
  });

  it('gives up what may not be said, and nothing else', async () => {
    const { server, typist, settle } = typing();
    server.fate = [RefusalCode.NOT_PERMITTED];
    typist.type('Psst');
    await settle();
    expect(server.edits).toBe(1);
    typist.type('Psst!');
    await settle();
    expect(server.line.text).toBe('Psst!');
  });
});

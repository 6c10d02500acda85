import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { ChatSaidSchema } from '../protocol/generated/plenum_pb';
import {
  beginsGroup,
  type Chat,
  done,
  drafted,
  emptyChat,
  failed,
  heard,
  lengthOf,
  mostMessages,
  newestOrder,
  nextRun,
  readOrder,
  reads,
  sending,
  unread,
} from './chat';

const self = 1;

function said(order: number, { from = 2, to = 0, text = `text ${order}`, at = 100 } = {}) {
  return create(ChatSaidSchema, {
    order: BigInt(order),
    from,
    to,
    text,
    name: `P${from}`,
    saidAt: BigInt(at),
  });
}

function told(chat: Chat, ...all: ReturnType<typeof said>[]): Chat {
  return all.reduce((now, one) => heard(now, one, self, one.to === 3 ? 'Cleo' : ''), chat);
}

const texts = (chat: Chat) => chat.messages.map(({ text }) => text);

describe('messages', () => {
  it('stand in the order of the server, whatever the order in which they came', () => {
    expect(texts(told(emptyChat, said(1), said(4), said(2), said(3)))).toEqual([
      'text 1',
      'text 2',
      'text 3',
      'text 4',
    ]);
  });

  it('are there once, also when a lost line brings them again', () => {
    const chat = told(emptyChat, said(1), said(2));
    expect(told(chat, said(1), said(2))).toBe(chat);
    expect(newestOrder(chat)).toBe(2);
  });

  it('know whose they are, to whom they went and when they were said', () => {
    const [theirs, mine] = told(
      emptyChat,
      said(1, { at: 1_795_280_709 }),
      said(2, { from: self, to: 3 }),
    ).messages;
    expect(theirs).toMatchObject({ own: false, name: 'P2', to: 0, at: 1_795_280_709_000 });
    expect(mine).toMatchObject({ own: true, to: 3, toName: 'Cleo' });
  });

  it('of a server that counts anew follow those of before', () => {
    const before = told(emptyChat, said(40), said(41));
    const restarted = nextRun(before);
    expect(newestOrder(restarted)).toBe(0);
    const chat = told(restarted, said(1, { text: 'anew' }));
    expect(texts(chat)).toEqual(['text 40', 'text 41', 'anew']);
    expect(newestOrder(chat)).toBe(1);
  });

  it('are kept up to a bound, the latest of them', () => {
    let chat = emptyChat;
    for (let order = 1; order <= mostMessages + 5; order++) chat = told(chat, said(order));
    expect(chat.messages).toHaveLength(mostMessages);
    expect(texts(chat)[0]).toBe('text 6');
  });

  it('begin a group with another person, another audience or a pause', () => {
    const [a, b, c, d, e] = told(
      emptyChat,
      said(1),
      said(2, { at: 150 }),
      said(3, { from: 3, at: 150 }),
      said(4, { from: 3, to: 1, at: 150 }),
      said(5, { from: 3, to: 1, at: 500 }),
    ).messages;
    if (!a || !b || !c || !d || !e) throw new Error('five were said');
    const begin = [
      [undefined, a],
      [a, b],
      [b, c],
      [c, d],
      [d, e],
    ] as const;
    expect(begin.map(([before, one]) => beginsGroup(before, one))).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('what is unread', () => {
  it('counts what others said while nobody looked', () => {
    const chat = told(emptyChat, said(1), said(2, { from: self }), said(3, { to: self }));
    expect(unread(chat)).toBe(2);
    expect(unread(reads(chat, true))).toBe(0);
  });

  it('is nothing while the newest are before somebody’s eyes, and again afterwards', () => {
    const looking = told(reads(emptyChat, true), said(1), said(2));
    expect(unread(looking)).toBe(0);
    expect(unread(told(reads(looking, false), said(3)))).toBe(1);
  });

  it('outlives a reload by the order up to which it was read', () => {
    const before = reads(told(nextRun(emptyChat), said(1), said(2)), true);
    expect(readOrder(before)).toBe(2);
    const reloaded = { ...emptyChat, read: readOrder(before) };
    expect(unread(told(reloaded, said(1), said(2), said(3)))).toBe(1);
  });

  it('does not take the orders of a server that started again for old ones', () => {
    const reloaded = nextRun({ ...emptyChat, read: 40 });
    expect(unread(told(reloaded, said(1)))).toBe(1);
    expect(readOrder(reloaded)).toBe(0);
  });
});

describe('what this person sends', () => {
  const message = { id: 1, to: 0, toName: '', text: 'Guten  Abend' };

  it('stands in the outbox until it has come back, trimmed or not', () => {
    const sent = sending(emptyChat, message);
    expect(sent.outbox).toEqual([{ ...message, failure: undefined }]);
    const back = told(sent, said(1, { from: self, text: 'Guten Abend' }));
    expect(back.outbox).toEqual([]);
    expect(texts(back)).toEqual(['Guten Abend']);
    expect(done(sent, 1).outbox).toEqual([]);
  });

  it('is neither what others say nor what went to somebody else', () => {
    const sent = sending(emptyChat, message);
    const chat = told(
      sent,
      said(1, { text: message.text }),
      said(2, { from: self, to: 3, text: message.text }),
    );
    expect(chat.outbox).toHaveLength(1);
  });

  it('stays when it failed, and is sent once more under the same id', () => {
    const lost = failed(sending(emptyChat, message), 1, 'line');
    expect(lost.outbox[0]?.failure).toBe('line');
    expect(sending(lost, message).outbox).toEqual([{ ...message, failure: undefined }]);
  });

  it('that failed but was heard after all is not offered again', () => {
    const lost = failed(sending(emptyChat, message), 1, 'line');
    expect(told(lost, said(1, { from: self, text: 'Guten Abend' })).outbox).toEqual([]);
  });

  it('is kept as a draft for each recipient', () => {
    const chat = drafted(drafted(emptyChat, 0, 'an alle'), 3, 'an Cleo');
    expect(chat.drafts).toEqual({ 0: 'an alle', 3: 'an Cleo' });
  });

  it('is as long as the server counts it', () => {
    expect(lengthOf('Ä😀')).toBe(2);
  });
});

// The chat as one page has it (R46): what was said, what is on its way, what was begun, how far it was
// read. Pure.
//
// Invariants
// - Messages stand in the order of their places, each once; the latest `mostMessages` are kept.
// - The server counts anew after a restart, so a place holds the run that the message belongs to.
// - What this person sends stands in the outbox until it comes back as a message, or failed.
import type { ChatSaid } from '../protocol/messages';

/** As a recipient. */
export const everybody = 0;

/** Code points; the server takes no more. */
export const longestMessage = 2000;

export const mostMessages = 1000;

const placesPerRun = 2 ** 32;

export interface ChatMessage {
  place: number;
  from: number;
  /** Of who said it, who may be gone. */
  name: string;
  own: boolean;
  to: number;
  /** Of the one person it was said to; empty: to everybody, or to somebody who is gone. */
  toName: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Why it was not sent: no line, nobody to send it to, or the server would not have it. */
export type ChatFailure = 'line' | 'gone' | 'refused';

export interface OutgoingMessage {
  id: number;
  to: number;
  toName: string;
  text: string;
  failure: ChatFailure | undefined;
}

export interface Chat {
  messages: readonly ChatMessage[];
  outbox: readonly OutgoingMessage[];
  /** Counts the runs of the server that this page has seen. */
  run: number;
  /** To whom the next message goes. */
  recipient: number;
  /** What was begun, by recipient. */
  drafts: Readonly<Record<number, string>>;
  /** The place up to which it was read. */
  read: number;
  /** The newest messages are before somebody's eyes now. */
  reading: boolean;
}

export const emptyChat: Chat = {
  messages: [],
  outbox: [],
  run: 0,
  recipient: everybody,
  drafts: {},
  read: 0,
  reading: false,
};

/** How far this page knows what was said, for the Hello of a new line. */
export function newestOrder(chat: Chat): number {
  const newest = chat.messages.at(-1);
  const first = chat.run * placesPerRun;
  return newest && newest.place > first ? newest.place - first : 0;
}

/** The order up to which it was read, for the page after a reload. */
export function readOrder(chat: Chat): number {
  return Math.max(chat.read - chat.run * placesPerRun, 0);
}

/** The seat is a new one: the server may have started again, and counts from 1. */
export function nextRun(chat: Chat): Chat {
  return { ...chat, run: chat.run + 1 };
}

export function heard(chat: Chat, said: ChatSaid, self: number, toName: string): Chat {
  const place = chat.run * placesPerRun + Number(said.order);
  const index = chat.messages.findLastIndex((message) => message.place <= place) + 1;
  if (chat.messages[index - 1]?.place === place) return chat;
  const { from, name, to, text } = said;
  const at = Number(said.saidAt) * 1000;
  const message = { place, from, name, own: from === self, to, toName, text, at };
  const messages = chat.messages.toSpliced(index, 0, message).slice(-mostMessages);
  const next = {
    ...chat,
    messages,
    outbox: message.own ? without(chat.outbox, said) : chat.outbox,
  };
  return chat.reading ? readAll(next) : next;
}

/** The one that came back: the server may have trimmed it. */
function without(
  outbox: readonly OutgoingMessage[],
  said: { to: number; text: string },
): readonly OutgoingMessage[] {
  const same = outbox.findIndex(({ to, text }) => to === said.to && bare(text) === bare(said.text));
  return same < 0 ? outbox : outbox.toSpliced(same, 1);
}

function bare(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function sending(chat: Chat, message: Omit<OutgoingMessage, 'failure'>): Chat {
  const outbox = chat.outbox.filter(({ id }) => id !== message.id);
  return { ...chat, outbox: [...outbox, { ...message, failure: undefined }] };
}

export function failed(chat: Chat, id: number, failure: ChatFailure): Chat {
  const outbox = chat.outbox.map((message) =>
    message.id === id ? { ...message, failure } : message,
  );
  return { ...chat, outbox };
}

/** It arrived, or is given up. */
export function done(chat: Chat, id: number): Chat {
  return { ...chat, outbox: chat.outbox.filter((message) => message.id !== id) };
}

export function drafted(chat: Chat, to: number, text: string): Chat {
  return { ...chat, drafts: { ...chat.drafts, [to]: text } };
}

export function reads(chat: Chat, reading: boolean): Chat {
  const next = { ...chat, reading };
  return reading ? readAll(next) : next;
}

function readAll(chat: Chat): Chat {
  return { ...chat, read: Math.max(chat.read, chat.messages.at(-1)?.place ?? 0) };
}

export function isUnread(chat: Chat, message: ChatMessage): boolean {
  return !message.own && message.place > chat.read;
}

export function unread(chat: Chat): number {
  return chat.messages.filter((message) => isUnread(chat, message)).length;
}

/** The first of its kind since the last by somebody else, or after a pause, shows name and time. */
export function beginsGroup(before: ChatMessage | undefined, message: ChatMessage): boolean {
  const pauseMs = 3 * 60_000;
  return (
    before?.from !== message.from || before.to !== message.to || message.at - before.at > pauseMs
  );
}

/** As the server counts. */
export function lengthOf(text: string): number {
  return [...text].length;
}

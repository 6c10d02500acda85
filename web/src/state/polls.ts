// Polls as the server tells them, with what this person has chosen. Pure.
import type { PollDraft } from '../protocol/beside_commands';
import type { Poll, PollShown } from '../protocol/messages';

export type { Poll } from '../protocol/messages';

export interface KnownPoll {
  poll: Poll;
  /** Indexes of answers. */
  mine: readonly number[];
}

/** As many as the server takes of a room. */
export const mostPolls = 20;
export const fewestAnswers = 2;
export const mostAnswers = 10;

export const emptyDraft: PollDraft = {
  question: '',
  answers: Array(fewestAnswers).fill(''),
  multiple: false,
  anonymous: true,
  live: false,
};

export function shownPolls(shown: readonly PollShown[]): KnownPoll[] {
  return shown.flatMap(({ poll, mine }) => (poll ? [{ poll, mine }] : []));
}

export function withPoll(polls: readonly KnownPoll[], poll: Poll): readonly KnownPoll[] {
  if (!polls.some((known) => known.poll.id === poll.id)) return [...polls, { poll, mine: [] }];
  return polls.map((known) => (known.poll.id === poll.id ? { ...known, poll } : known));
}

/** In hundredths of those who have voted; several answers may add up to more than a hundred. */
export function share(poll: Poll, votes: number): number {
  return poll.ballots === 0 ? 0 : Math.round((100 * votes) / poll.ballots);
}

/** Lines of text that can be passed on: "Montag: 3 (60 %)", with names where the poll is open. */
export function resultText(poll: Poll): string {
  const lines = poll.answers.map((answer, index) => {
    const { votes = 0, voters = [] } = poll.results[index] ?? {};
    const names = voters.map(({ name }) => name).join(', ');
    return `${answer}: ${votes} (${share(poll, votes)} %)${names && ` – ${names}`}`;
  });
  return [poll.question, ...lines].join('\n');
}

/**
 * RFC 4180, but with semicolons, at which German office programs part the cells, and with a byte order
 * mark, without which they lose the umlauts.
 */
export function resultTable(poll: Poll, heads: readonly string[]): string {
  const rows = poll.answers.map((answer, index) => {
    const { votes = 0, voters = [] } = poll.results[index] ?? {};
    return [answer, String(votes), voters.map(({ name }) => name).join(', ')];
  });
  const table = [[poll.question], heads, ...rows];
  return `\uFEFF${table.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** What somebody typed is no formula to a spreadsheet, whatever it begins with. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

// The connection test (R54, R55) as plain data, and what follows from it: in words for people, and in
// ports for who runs the network.

/** In the order in which they are shown, the best way for media first. */
export const wayNames = ['udp', 'relayUdp', 'relayTcp', 'relayTls'] as const;
export type WayName = (typeof wayNames)[number];
/** none: this server has no such way. */
export type WayState = 'waiting' | 'open' | 'closed' | 'none';

export type Permission = 'granted' | 'prompt' | 'denied' | 'missing' | 'unknown';

export interface ConnectionTest {
  phase: 'idle' | 'ways' | 'speed' | 'done' | 'failed';
  /** Why there is none: a refusal code in lower case, or `network`. */
  problem: string;
  webSocket: WayState;
  ways: Readonly<Record<WayName, WayState>>;
  roundTripMs: number | undefined;
  /** Bits per second. */
  down: number | undefined;
  up: number | undefined;
  browser: { webRtc: boolean; secure: boolean; microphone: Permission; camera: Permission };
  mediaPort: number;
  /** Of the relay: "3478/UDP". */
  relayPorts: readonly string[];
}

export const emptyConnectionTest: ConnectionTest = {
  phase: 'idle',
  problem: '',
  webSocket: 'waiting',
  ways: { udp: 'waiting', relayUdp: 'waiting', relayTcp: 'waiting', relayTls: 'waiting' },
  roundTripMs: undefined,
  down: undefined,
  up: undefined,
  browser: { webRtc: true, secure: true, microphone: 'unknown', camera: 'unknown' },
  mediaPort: 0,
  relayPorts: [],
};

/** Which way a URL of the relay is. */
export function wayOf(url: string): Exclude<WayName, 'udp'> {
  if (url.startsWith('turns:')) return 'relayTls';
  return url.endsWith('transport=tcp') ? 'relayTcp' : 'relayUdp';
}

/** "3478/UDP" of "turn:192.0.2.1:3478?transport=udp". */
export function relayPort(url: string): string {
  const port = /:(\d+)(?:\?|$)/.exec(url)?.[1] ?? (url.startsWith('turns:') ? '443' : '3478');
  return `${port}/${url.endsWith('transport=udp') ? 'UDP' : 'TCP'}`;
}

export type Tone = 'good' | 'warning' | 'danger';
/** A sentence under `connectionTest.advice`, the first of which is the outcome. */
export interface Advice {
  key: string;
  tone: Tone;
}

// Sound needs 40 kbit/s, a small picture 200.
const enoughUp = 400_000;
const enoughDown = 800_000;
const soundBelow = 150_000;
const lateMs = 400;

export function adviceOf(test: ConnectionTest): Advice[] {
  const { browser, down = Number.POSITIVE_INFINITY, up = Number.POSITIVE_INFINITY } = test;
  const advice: Advice[] = [];
  const say = (when: boolean, tone: Tone, key: string) => {
    if (when) advice.push({ tone, key });
  };
  say(!browser.webRtc, 'danger', 'browser');
  say(!browser.secure, 'danger', 'insecure');
  say(test.webSocket === 'closed', 'danger', 'webSocket');
  if (browser.webRtc && test.webSocket !== 'closed') advice.push(way(test.ways));
  const slow = up < enoughUp || down < enoughDown;
  say(slow, 'warning', up < soundBelow || down < soundBelow ? 'soundOnly' : 'slow');
  say((test.roundTripMs ?? 0) > lateMs, 'warning', 'late');
  for (const kind of ['microphone', 'camera'] as const) {
    say(browser.secure && browser[kind] === 'denied', 'warning', `${kind}Denied`);
    say(browser.secure && browser[kind] === 'missing', 'warning', `${kind}Missing`);
  }
  return advice;
}

function way(ways: ConnectionTest['ways']): Advice {
  if (ways.udp === 'open') return { key: 'direct', tone: 'good' };
  if (ways.relayUdp === 'open') return { key: 'relayUdp', tone: 'good' };
  if (ways.relayTcp === 'open' || ways.relayTls === 'open')
    return { key: 'relayTcp', tone: 'warning' };
  const anyRelay = wayNames.some((name) => name !== 'udp' && ways[name] === 'closed');
  return { key: anyRelay ? 'nothing' : 'nothingWithoutRelay', tone: 'danger' };
}

/** What the administrator of the network has to open; empty: nothing is amiss. */
export function portsToOpen(test: ConnectionTest): string[] {
  const { udp } = test.ways;
  const closed = wayNames.some((name) => test.ways[name] === 'closed');
  if (!closed) return [];
  return [...(udp === 'closed' ? [`${test.mediaPort}/UDP`] : []), ...new Set(test.relayPorts)];
}

const mostMegabits = 100;

/** "1,2" of 1,234,567 as words of the catalogue; whoever has more than a hundred wants no better figure. */
export function megabits(
  bitsPerSecond: number,
  language: string,
): { key: 'speed' | 'speedOver'; value: string } {
  const value = Math.min(bitsPerSecond / 1e6, mostMegabits);
  const digits = value < 10 ? 1 : 0;
  return {
    key: value === mostMegabits ? 'speedOver' : 'speed',
    value: value.toLocaleString(language, { maximumFractionDigits: digits }),
  };
}

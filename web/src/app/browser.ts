// The browser as the pure parts want it: sockets, timers, addresses. The only file that opens a
// WebSocket.
import type { ConnectionEnvironment, Socket, SocketEvents } from '../protocol/connection';
import type { SleepEnvironment } from './sleep_watch';

export const timers = {
  setTimer: (run: () => void, delayMs: number): number => window.setTimeout(run, delayMs),
  clearTimer: (timer: number): void => window.clearTimeout(timer),
};

export const connectionEnvironment: ConnectionEnvironment = {
  ...timers,
  openSocket,
  random: () => Math.random(),
};

function openSocket(events: SocketEvents): Socket {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => events.open());
  socket.addEventListener('close', () => events.closed());
  socket.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) events.frame(data);
  });
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket.close(),
  };
}

/** Whether a WebSocket to the server opens at all, within some seconds. */
export function opensWebSocket(): Promise<'open' | 'closed'> {
  return new Promise((done) => {
    const timer = timers.setTimer(() => end('closed'), 8000);
    const socket = openSocket({
      open: () => end('open'),
      closed: () => end('closed'),
      frame: () => {},
    });
    const end = (state: 'open' | 'closed') => {
      timers.clearTimer(timer);
      socket.close();
      done(state);
    };
  });
}

/** Phones get fewer slots and smaller pages. */
export function isPhone(): boolean {
  return Math.min(screen.width, screen.height) < 600;
}

export function canCall(): boolean {
  return typeof RTCPeerConnection === 'function' && typeof WebSocket === 'function';
}

export const sleepEnvironment: SleepEnvironment = {
  now: () => Date.now(),
  setTimer: timers.setTimer,
  onShown: (run) => {
    document.addEventListener('visibilitychange', run);
    document.addEventListener('resume', run);
    window.addEventListener('pageshow', run);
  },
};

/** Another interface, or back online. Mere estimates of speed, which Chromium reports too, are no change. */
export function watchNetwork(changed: () => void): void {
  window.addEventListener('online', changed);
  const network = (navigator as { connection?: EventTarget & { type?: string } }).connection;
  let type = network?.type;
  network?.addEventListener('change', () => {
    if (network.type === type) return;
    type = network.type;
    changed();
  });
}

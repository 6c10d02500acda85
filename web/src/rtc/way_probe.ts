// Whether media can go one way: a peer connection to a peer of the server that is there to be reached,
// directly or through one URL of the relay. Open is a way when the connection with its keys stands.
import type { Timers } from './recovery';

export interface Probe {
  open: boolean;
  roundTripMs?: number;
}

/** A browser that hears nothing tries for half a minute; who waits for the answer does not. */
export const probePatienceMs = 8000;
/** The first round trip is measured by then. */
const settleMs = 400;

/** `relay`: through it alone; undefined: without one. `exchange`: offer in, answer out. */
export async function probeWay(
  relay: RTCIceServer | undefined,
  exchange: (offer: string) => Promise<string>,
  timers: Timers,
): Promise<Probe> {
  const connection = new RTCPeerConnection(
    relay ? { iceServers: [relay], iceTransportPolicy: 'relay' } : { iceServers: [] },
  );
  try {
    connection.addTransceiver('audio', { direction: 'recvonly' });
    const outcome = reached(connection, relay !== undefined, timers);
    await connection.setLocalDescription(await connection.createOffer());
    const answer = await exchange(connection.localDescription?.sdp ?? '');
    await connection.setRemoteDescription({ type: 'answer', sdp: answer });
    if (!(await outcome)) return { open: false };
    await new Promise<void>((done) => timers.setTimer(done, settleMs));
    const roundTripMs = await roundTrip(connection);
    return { open: true, ...(roundTripMs === undefined ? {} : { roundTripMs }) };
  } finally {
    connection.close();
  }
}

function reached(
  connection: RTCPeerConnection,
  relayed: boolean,
  timers: Timers,
): Promise<boolean> {
  return new Promise((done) => {
    const timer = timers.setTimer(() => done(false), probePatienceMs);
    const say = (open: boolean) => {
      timers.clearTimer(timer);
      done(open);
    };
    let found = false;
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate) found = true;
      // The relay has not answered, or refused: there is no way to try.
      else if (candidate === null && relayed && !found) say(false);
    });
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'connected') say(true);
      if (connection.connectionState === 'failed') say(false);
    });
  });
}

/** Of the pair in use; Firefox does not tell. */
async function roundTrip(connection: RTCPeerConnection): Promise<number | undefined> {
  let best: number | undefined;
  (await connection.getStats()).forEach((entry: RTCStats) => {
    if (entry.type !== 'candidate-pair') return;
    const { state, currentRoundTripTime } = entry as RTCIceCandidatePairStats;
    if (state !== 'succeeded' || currentRoundTripTime === undefined) return;
    best = Math.min(best ?? Number.POSITIVE_INFINITY, currentRoundTripTime * 1000);
  });
  return best;
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineLostError, RefusedError } from '../protocol/connection';
import { FakeLine } from '../protocol/fake_line';
import type { SendingSection } from '../protocol/media_commands';
import { RefusalCode, SourceKind } from '../protocol/messages';
import { slotCounts } from '../state/slot_counts';
import { FakePeerConnection } from './fake_peer_connection';
import { Peer } from './peer';

const server = (username: string) => ({ urls: ['turn:198.51.100.7:3478'], username });
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('peer', () => {
  const timers = new FakeLine();
  const offer = vi.fn<(n: number, sdp: string, sections: SendingSection[]) => Promise<string>>();
  const rebuild = vi.fn();
  const interrupted = vi.fn();
  const freshIceServers = vi.fn<() => Promise<RTCIceServer[]>>();

  const start = () => {
    const peer = new Peer(3, slotCounts(9), [server('first')], timers, {
      offer,
      interrupted,
      rebuild,
      freshIceServers,
    });
    return { peer, fake: peer.connection as unknown as FakePeerConnection };
  };

  beforeEach(() => {
    vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
    vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => null });
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    offer.mockReset().mockResolvedValue('answer');
    rebuild.mockReset();
    interrupted.mockReset();
    freshIceServers.mockReset().mockResolvedValue([server('second')]);
  });

  afterEach(() => {
    FakePeerConnection.refusesScalabilityMode = false;
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('offers four sending sections by kind, then the slots', async () => {
    const { peer, fake } = start();
    peer.negotiate();
    await settle();
    const [number, sdp, sections] = offer.mock.calls[0] ?? [];
    expect([number, sdp]).toEqual([3, 'offer 25']);
    expect(sections).toEqual([
      { mid: '0', kind: SourceKind.MICROPHONE },
      { mid: '1', kind: SourceKind.CAMERA },
      { mid: '2', kind: SourceKind.SCREEN },
      { mid: '3', kind: SourceKind.SCREEN_SOUND },
    ]);
    expect(fake.transceivers.slice(4).every(({ init }) => init.direction === 'recvonly')).toBe(
      true,
    );
    expect(fake.remoteDescription?.sdp).toBe('answer');
  });

  it('restarts ICE with fresh credentials of the relay', async () => {
    const { peer, fake } = start();
    peer.negotiate();
    await settle();
    expect(fake.configuration.iceServers).toEqual([server('first')]);
    expect(freshIceServers).not.toHaveBeenCalled();
    peer.negotiate('iceRestart');
    await settle();
    expect(fake.configuration).toEqual({
      bundlePolicy: 'max-bundle',
      iceServers: [server('second')],
    });
    expect(fake.offers.at(-1)).toEqual({ iceRestart: true });
  });

  it('sends the same layers where scalabilityMode is refused', () => {
    FakePeerConnection.refusesScalabilityMode = true;
    const encodings = start().fake.transceivers[1]?.init.sendEncodings;
    expect(encodings?.map(({ rid }) => rid)).toEqual(['q', 'h', 'f']);
    expect(encodings?.[0]).not.toHaveProperty('scalabilityMode');
  });

  it('offers anew to send stereo, and no more than once for it', async () => {
    const { peer } = start();
    peer.sendStereo(false);
    peer.sendStereo(true);
    await settle();
    expect(offer).not.toHaveBeenCalled(); // the first offer says it
    peer.negotiate();
    await settle();
    peer.sendStereo(true);
    await settle();
    expect(offer).toHaveBeenCalledTimes(1);
    peer.sendStereo(false);
    await settle();
    expect(offer).toHaveBeenCalledTimes(2);
  });

  it('switches tracks without an offer', async () => {
    const { peer, fake } = start();
    const track = {} as MediaStreamTrack;
    await peer.send(SourceKind.CAMERA, track);
    expect(fake.transceivers[1]?.sender.track).toBe(track);
    expect(offer).not.toHaveBeenCalled();
  });

  it('stops the encodings of its camera that nobody watches on this connection', async () => {
    const { peer, fake } = start();
    const active = () => fake.transceivers[1]?.encodings.map((one) => one.active ?? true);
    peer.watch(2, SourceKind.CAMERA, []);
    await settle();
    expect(active()).toEqual([true, true, true]);
    peer.watch(3, SourceKind.CAMERA, ['q', 'h']);
    await settle();
    expect(active()).toEqual([true, true, false]);
  });

  it('grows by one offer, and not when there are slots enough', async () => {
    const { peer, fake } = start();
    peer.grow(slotCounts(4));
    await settle();
    expect(offer).not.toHaveBeenCalled();
    peer.grow(slotCounts(16));
    await settle();
    expect(offer).toHaveBeenCalledTimes(1);
    expect(fake.transceivers).toHaveLength(4 + 16 + 19);
  });

  it('runs one negotiation at a time and puts what is wanted meanwhile into one more', async () => {
    let answerFirst = (_sdp: string) => {};
    offer.mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)));
    const { peer, fake } = start();
    peer.negotiate();
    await settle();
    peer.negotiate();
    peer.negotiate('iceRestart');
    peer.negotiate();
    await settle();
    expect(offer).toHaveBeenCalledTimes(1);
    answerFirst('answer');
    await settle();
    expect(fake.offers.map(({ iceRestart }) => iceRestart)).toEqual([false, true]);
  });

  it('repeats an offer whose answer the line swallowed', async () => {
    offer.mockRejectedValueOnce(new LineLostError());
    const { peer } = start();
    peer.negotiate();
    await settle();
    peer.lineUp();
    await settle();
    expect(offer).toHaveBeenCalledTimes(2);
    peer.lineUp();
    await settle();
    expect(offer).toHaveBeenCalledTimes(2);
  });

  it('asks for a new peer connection when its offer is refused', async () => {
    offer.mockRejectedValueOnce(new RefusedError(RefusalCode.BAD_OFFER, 'line 7'));
    const { peer } = start();
    peer.negotiate();
    await settle();
    timers.pass(5000);
    expect(rebuild).toHaveBeenCalledTimes(1);
  });

  it('asks for one at once when the server has given up what was to be restarted', async () => {
    const { peer } = start();
    peer.negotiate();
    await settle();
    offer.mockRejectedValueOnce(new RefusedError(RefusalCode.BAD_OFFER, 'has ended'));
    peer.negotiate('iceRestart');
    await settle();
    expect(rebuild).toHaveBeenCalledTimes(1);
  });

  it('says at once that media is interrupted, and restarts ICE when it stays so', async () => {
    const { peer, fake } = start();
    peer.negotiate();
    await settle();
    for (const state of ['connected', 'disconnected']) {
      fake.connectionState = state;
      fake.dispatchEvent(new Event('connectionstatechange'));
    }
    expect(interrupted).toHaveBeenCalledTimes(1);
    timers.pass(2000);
    await settle();
    expect(fake.offers.at(-1)).toEqual({ iceRestart: true });
  });

  it('does nothing after it was closed', async () => {
    const { peer, fake } = start();
    peer.negotiate();
    peer.close();
    await settle();
    expect(offer).not.toHaveBeenCalled();
    expect(fake.signalingState).toBe('closed');
  });
});

import { describe, expect, it, vi } from 'vitest';
import { FakeLine } from '../protocol/fake_line';
import { trimCodecs } from './codecs';
import { environmentProblem, problemOf } from './device_problem';
import { disconnectedPatienceMs, Recovery, restartPatienceMs } from './recovery';
import { cameraEncodings } from './simulcast';

const codec = (mimeType: string, sdpFmtpLine = '') => ({ mimeType, sdpFmtpLine });

describe('codecs', () => {
  it('of video are VP8, VP9, H.264, AV1 in one common profile each, and one repair format', () => {
    const trimmed = trimCodecs(
      [
        codec('video/AV1', 'profile=0'),
        codec('video/AV1', 'profile=1'),
        codec('video/H264', 'packetization-mode=0;profile-level-id=42e01f'),
        codec('video/H264', 'packetization-mode=1;profile-level-id=42e01f'),
        codec('video/H264', 'packetization-mode=1;profile-level-id=640c1f'),
        codec('video/VP9', 'profile-id=2'),
        codec('video/VP9', 'profile-id=0'),
        codec('video/VP8'),
        codec('video/rtx'),
        codec('video/red'),
        codec('video/ulpfec'),
      ],
      'video',
    );
    expect(trimmed.map(({ mimeType }) => mimeType)).toEqual([
      'video/VP8',
      'video/VP9',
      'video/H264',
      'video/AV1',
      'video/rtx',
    ]);
    expect(trimmed[2]?.sdpFmtpLine).toContain('packetization-mode=1;profile-level-id=42e01f');
  });

  it('of sound are Opus and, where the browser has it, Opus with copies', () => {
    const [opus, red, other] = [codec('audio/opus'), codec('audio/red'), codec('audio/PCMU')];
    expect(trimCodecs([other, red, opus], 'audio')).toEqual([opus, red]);
    expect(trimCodecs([opus, other], 'audio')).toEqual([opus]);
  });

  it('stay the browser’s own when none is known', () => {
    expect(trimCodecs([codec('video/rtx')], 'video')).toEqual([]);
  });
});

describe('simulcast', () => {
  it('has three sizes and names its scalability on each', () => {
    expect(cameraEncodings.map(({ rid }) => rid)).toEqual(['q', 'h', 'f']);
    expect(cameraEncodings.map((layer) => layer.scaleResolutionDownBy)).toEqual([4, 2, 1]);
    expect(cameraEncodings.map((layer) => layer.maxBitrate)).toEqual([150_000, 500_000, 1_700_000]);
    for (const layer of cameraEncodings) expect(layer).toMatchObject({ scalabilityMode: 'L1T3' });
  });
});

describe('recovery', () => {
  const start = () => {
    const timers = new FakeLine();
    const events = { restartIce: vi.fn(), rebuild: vi.fn() };
    return { timers, events, recovery: new Recovery(timers, events) };
  };

  it('restarts ICE after two seconds of disconnection, not before', () => {
    const { timers, events, recovery } = start();
    recovery.stateChanged('disconnected');
    timers.pass(disconnectedPatienceMs - 1);
    expect(events.restartIce).not.toHaveBeenCalled();
    timers.pass(1);
    expect(events.restartIce).toHaveBeenCalledTimes(1);
  });

  it('does nothing when the connection heals by itself', () => {
    const { timers, events, recovery } = start();
    recovery.stateChanged('disconnected');
    timers.pass(disconnectedPatienceMs - 1);
    recovery.stateChanged('connected');
    timers.pass(60_000);
    expect(events.restartIce).not.toHaveBeenCalled();
  });

  it('restarts at once after failure or a change of network', () => {
    const { events, recovery } = start();
    recovery.stateChanged('failed');
    recovery.networkChanged();
    expect(events.restartIce).toHaveBeenCalledTimes(2);
  });

  it('builds anew after two restarts without success', () => {
    const { timers, events, recovery } = start();
    recovery.stateChanged('failed');
    timers.pass(restartPatienceMs);
    expect(events.restartIce).toHaveBeenCalledTimes(2);
    timers.pass(restartPatienceMs);
    expect(events.rebuild).toHaveBeenCalledTimes(1);
    recovery.stop();
  });
});

describe('device problems', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'inUse'],
    ['TypeError', 'failed'],
  ])('%s is %s', (name, problem) => {
    expect(problemOf(new DOMException('', name))).toBe(problem);
  });

  it('are told apart from a page that may not ask', () => {
    expect(environmentProblem({ isSecureContext: false, mediaDevices: undefined })).toBe(
      'insecure',
    );
    expect(environmentProblem({ isSecureContext: true, mediaDevices: undefined })).toBe(
      'unsupported',
    );
    expect(environmentProblem({ isSecureContext: true, mediaDevices: {} })).toBeUndefined();
  });
});

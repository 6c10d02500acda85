import { describe, expect, it } from 'vitest';
import {
  adviceOf,
  type ConnectionTest,
  emptyConnectionTest,
  megabits,
  portsToOpen,
  relayPort,
  wayOf,
} from './connection_test';

const open: ConnectionTest = {
  ...emptyConnectionTest,
  phase: 'done',
  webSocket: 'open',
  ways: { udp: 'open', relayUdp: 'open', relayTcp: 'open', relayTls: 'open' },
  roundTripMs: 20,
  down: 20e6,
  up: 5e6,
  browser: { webRtc: true, secure: true, microphone: 'granted', camera: 'prompt' },
  mediaPort: 10000,
  relayPorts: ['3478/UDP', '3478/TCP', '443/TCP'],
};
const closed = 'closed' as const;
const keys = (change: Partial<ConnectionTest>) =>
  adviceOf({ ...open, ...change }).map(({ key }) => key);

describe('what follows from a connection test', () => {
  it('is one good sentence when every way is open, and no port to open', () => {
    expect(adviceOf(open)).toEqual([{ key: 'direct', tone: 'good' }]);
    expect(portsToOpen(open)).toEqual([]);
  });

  it('names the best way that is left', () => {
    const without = { udp: closed };
    expect(keys({ ways: { ...open.ways, ...without } })).toEqual(['relayUdp']);
    expect(keys({ ways: { ...open.ways, ...without, relayUdp: closed } })).toEqual(['relayTcp']);
    const none = { udp: closed, relayUdp: closed, relayTcp: closed };
    expect(keys({ ways: { ...none, relayTls: 'open' } })).toEqual(['relayTcp']);
    expect(keys({ ways: { ...none, relayTls: closed } })).toEqual(['nothing']);
    expect(keys({ ways: { ...none, relayTls: 'none' } })).toEqual(['nothing']);
    const alone = { udp: closed, relayUdp: 'none', relayTcp: 'none', relayTls: 'none' } as const;
    expect(keys({ ways: alone })).toEqual(['nothingWithoutRelay']);
  });

  it('says what else stands in the way', () => {
    expect(keys({ webSocket: closed })).toEqual(['webSocket']);
    expect(keys({ up: 300_000 })).toEqual(['direct', 'slow']);
    expect(keys({ up: 100_000 })).toEqual(['direct', 'soundOnly']);
    expect(keys({ up: undefined, down: undefined })).toEqual(['direct']);
    expect(keys({ roundTripMs: 600 })).toEqual(['direct', 'late']);
    const browser = {
      webRtc: true,
      secure: true,
      microphone: 'denied',
      camera: 'missing',
    } as const;
    expect(keys({ browser })).toEqual(['direct', 'microphoneDenied', 'cameraMissing']);
    // Without a secure address the browser says "denied" whatever the person wants.
    expect(keys({ browser: { ...browser, secure: false } })).toEqual(['insecure', 'direct']);
    expect(keys({ browser: { ...browser, webRtc: false } })[0]).toBe('browser');
  });

  it('tells administrators the ports, the media port only where it is closed', () => {
    const ways = { ...open.ways, relayUdp: closed };
    expect(portsToOpen({ ...open, ways })).toEqual(['3478/UDP', '3478/TCP', '443/TCP']);
    expect(portsToOpen({ ...open, ways: { ...ways, udp: closed } })[0]).toBe('10000/UDP');
    expect(portsToOpen({ ...open, ways: { ...open.ways, relayTls: 'none' } })).toEqual([]);
  });
});

it('reads the relay’s URLs', () => {
  const udp = 'turn:192.0.2.1:3478?transport=udp';
  const tls = 'turns:conf.example.org?transport=tcp';
  expect([wayOf(udp), relayPort(udp)]).toEqual(['relayUdp', '3478/UDP']);
  expect(wayOf('turn:[2001:db8::1]:3479?transport=tcp')).toBe('relayTcp');
  expect(relayPort('turn:[2001:db8::1]:3479?transport=tcp')).toBe('3479/TCP');
  expect([wayOf(tls), relayPort(tls)]).toEqual(['relayTls', '443/TCP']);
});

it('writes megabits as people say them', () => {
  expect(megabits(1_234_567, 'de')).toEqual({ key: 'speed', value: '1,2' });
  expect(megabits(23_400_000, 'en')).toEqual({ key: 'speed', value: '23' });
  expect(megabits(900_000_000, 'de')).toEqual({ key: 'speedOver', value: '100' });
});

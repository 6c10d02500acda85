// Carries out the connection test: the ways side by side, then the speed, since that would disturb
// them.
import { ConnectionTestApi, type StartedTest } from '../protocol/connection_test_api';
import { ApiError } from '../protocol/http_line';
import { downloadSpeed, type SpeedLine, uploadSpeed } from '../protocol/line_speed';
import { probeWay } from '../rtc/way_probe';
import type { Action } from '../state/app_reducer';
import {
  type ConnectionTest,
  type Permission,
  relayPort,
  type WayName,
  type WayState,
  wayNames,
  wayOf,
} from '../state/connection_test';
import type { AppState } from '../state/model';
import type { Store } from '../state/store';
import { canCall, opensWebSocket, timers } from './browser';

export class ConnectionRun {
  private readonly api = new ConnectionTestApi((path, init) => fetch(path, init));

  constructor(
    private readonly store: Store<AppState, Action>,
    /** Whoever closes the dialog ends it: what is found out then is nobody's business. */
    private readonly ended: AbortSignal,
  ) {}

  async run(): Promise<void> {
    this.tell({ phase: 'ways', browser: await browserAbilities() });
    try {
      const test = await this.api.start();
      const end = () => void this.api.end(test).catch(() => {});
      if (this.ended.aborted) return end();
      this.ended.addEventListener('abort', end, { once: true });
      await this.examine(test);
      this.ended.removeEventListener('abort', end);
      if (!this.ended.aborted) end();
    } catch (failure) {
      const problem = failure instanceof ApiError ? failure.code : 'other';
      this.tell({ phase: 'failed', problem });
    }
  }

  private async examine(test: StartedTest): Promise<void> {
    const relayPorts = test.relay.urls.map(relayPort);
    this.tell({ mediaPort: test.mediaPort, relayPorts });
    const webSocket = opensWebSocket().then((state) => this.tell({ webSocket: state }));
    await Promise.all([this.tryWays(test), webSocket]);
    if (this.ended.aborted) return;
    this.tell({ phase: 'speed' });
    await this.measure(test);
    this.tell({ phase: 'done' });
  }

  private tell(change: Partial<ConnectionTest>): void {
    if (!this.ended.aborted) this.store.dispatch({ type: 'connectionTest', change });
  }

  private async tryWays(test: StartedTest) {
    const { urls, username, password: credential } = test.relay;
    const relays = new Map(urls.map((url) => [wayOf(url), { urls: url, username, credential }]));
    const say = (way: WayName, state: WayState) => {
      const { ways } = this.store.state().connectionTest;
      this.tell({ ways: { ...ways, [way]: state } });
    };
    const trips: number[] = [];
    await Promise.all(
      wayNames.map(async (way) => {
        const relay = way === 'udp' ? undefined : relays.get(way);
        if (way !== 'udp' && !relay) return say(way, 'none');
        if (!canCall()) return say(way, 'closed');
        const probe = await probeWay(relay, (offer) => this.api.connect(test, offer), timers).catch(
          () => ({ open: false, roundTripMs: undefined }),
        );
        if (probe.roundTripMs !== undefined) trips.push(probe.roundTripMs);
        say(way, probe.open ? 'open' : 'closed');
      }),
    );
    if (trips.length > 0) this.tell({ roundTripMs: Math.min(...trips) });
  }

  private async measure(test: StartedTest) {
    const line: SpeedLine = {
      now: () => performance.now(),
      upload: (body, signal) => this.api.upload(test, body, signal),
      download: async (signal) => {
        const { body } = await this.api.download(test, signal);
        if (!body) throw new ApiError('network');
        return body.getReader();
      },
    };
    this.tell({ down: await downloadSpeed(line).catch(() => undefined) });
    const { bitsPerSecond, roundTripMs } = await uploadSpeed(line, test.bytes);
    const known = this.store.state().connectionTest.roundTripMs;
    this.tell({ up: bitsPerSecond, roundTripMs: known ?? roundTripMs });
  }
}

async function browserAbilities(): Promise<ConnectionTest['browser']> {
  const [microphone, camera] = await Promise.all([
    permission('microphone', 'audioinput'),
    permission('camera', 'videoinput'),
  ]);
  return { webRtc: canCall(), secure: window.isSecureContext, microphone, camera };
}

/** Without asking for it. */
async function permission(name: string, kind: MediaDeviceKind): Promise<Permission> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => undefined);
  if (devices && !devices.some((device) => device.kind === kind)) return 'missing';
  try {
    return (await navigator.permissions.query({ name: name as PermissionName })).state;
  } catch {
    return 'unknown';
  }
}

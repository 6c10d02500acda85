import { expect, it } from 'vitest';
import { downloadSpeed, type SpeedLine, speedMs, uploadSpeed } from './line_speed';

/** A line of so many bits per second on a clock of its own, with a round trip. */
class Line implements SpeedLine {
  private clock = 0;
  sent = 0;
  ended = false;

  constructor(
    private readonly bitsPerSecond: number,
    private readonly roundTripMs = 0,
    private readonly pieces: number[] = [],
  ) {}

  now(): number {
    return this.clock;
  }

  private pass(bytes: number): void {
    this.clock += (bytes * 8 * 1000) / this.bitsPerSecond;
  }

  async upload(body: Uint8Array): Promise<void> {
    this.clock += this.roundTripMs;
    this.pass(body.byteLength);
    this.sent += body.byteLength;
  }

  async download(signal: AbortSignal) {
    this.clock += this.roundTripMs;
    signal.addEventListener('abort', () => {
      this.ended = true;
    });
    const read = async () => {
      const size = this.pieces.shift();
      if (size === undefined) return { done: true, value: undefined };
      this.pass(size);
      return { done: false, value: new Uint8Array(size) };
    };
    return { read } as unknown as ReadableStreamDefaultReader<Uint8Array>;
  }
}

const near = (value: number | undefined, expected: number) => {
  expect(value).toBeGreaterThan(expected * 0.9);
  expect(value).toBeLessThan(expected * 1.1);
};

it('reads for two seconds at most and says how fast it came', async () => {
  const slow = new Line(400_000, 80, new Array(100).fill(10_000));
  near(await downloadSpeed(slow), 400_000);
  expect(slow.now()).toBeLessThan(speedMs + 500);
  expect(slow.ended).toBe(true);
});

it('reads all that there is where that is quickly done', async () => {
  near(await downloadSpeed(new Line(50e6, 5, new Array(64).fill(16_384))), 50e6);
  expect(await downloadSpeed(new Line(50e6, 5, []))).toBeUndefined();
});

it('sends in growing pieces within two seconds and the budget', async () => {
  const slow = new Line(300_000, 60);
  const { bitsPerSecond, roundTripMs } = await uploadSpeed(slow, 2 << 20);
  near(bitsPerSecond, 300_000);
  near(roundTripMs, 60);
  expect(slow.now()).toBeLessThan(2 * speedMs);
  const fast = new Line(80e6, 10);
  near((await uploadSpeed(fast, 2 << 20)).bitsPerSecond, 80e6);
  expect(fast.sent).toBeLessThanOrEqual(2 << 20);
  expect(fast.sent).toBeGreaterThan(1 << 20);
});

it('keeps what was timed before the line broke', async () => {
  const line = new Line(1e6);
  let pieces = 0;
  const upload = line.upload.bind(line);
  line.upload = async (body) => {
    if (++pieces > 4) throw new Error('gone');
    return upload(body);
  };
  near((await uploadSpeed(line, 2 << 20)).bitsPerSecond, 1e6);
});

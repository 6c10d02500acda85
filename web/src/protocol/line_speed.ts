// A short estimate of what the line carries, over the same HTTPS as the page: bytes within a second or
// two, timed. It says "enough for a picture" or not; no more is claimed. Clock and line are injected.

export interface SpeedLine {
  now(): number;
  /** What comes, in pieces; the signal ends it. */
  download(signal: AbortSignal): Promise<ReadableStreamDefaultReader<Uint8Array>>;
  upload(body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void>;
}

const kibi = 1024;
/** So long in each direction, whatever has come by then. */
export const speedMs = 2000;
const patienceMs = 4000;
const firstUpload = 32 * kibi;
const largestUpload = 256 * kibi;

/** Bits per second, or undefined when nothing came. The first piece only starts the clock. */
export async function downloadSpeed(line: SpeedLine): Promise<number | undefined> {
  const ending = new AbortController();
  const reader = await line.download(
    AbortSignal.any([ending.signal, AbortSignal.timeout(patienceMs)]),
  );
  const asked = line.now();
  let first: { at: number; bytes: number } | undefined;
  let last = asked;
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || !value) break;
    last = line.now();
    bytes += value.byteLength;
    first ??= { at: last, bytes: value.byteLength };
    if (last - asked >= speedMs) break;
  }
  ending.abort();
  if (!first) return undefined;
  // All of it in one piece: the line is faster than can be told from so little.
  return bytes === first.bytes
    ? rate(bytes, last - asked)
    : rate(bytes - first.bytes, last - first.at);
}

export interface Upload {
  bitsPerSecond: number | undefined;
  /** Of the smallest request there is, and back. */
  roundTripMs: number | undefined;
}

/** At most `budget` bytes, in pieces that grow while they are quickly gone. */
export async function uploadSpeed(line: SpeedLine, budget: number): Promise<Upload> {
  const signal = AbortSignal.timeout(patienceMs);
  const send = async (size: number) => {
    const begin = line.now();
    await line.upload(noise(size), signal);
    return line.now() - begin;
  };
  let roundTripMs: number | undefined;
  let bytes = 0;
  let time = 0;
  try {
    // The first may still open a connection.
    await send(1);
    roundTripMs = Math.min(await send(1), await send(1));
    let left = budget - 3;
    for (let size = firstUpload; size <= left && time < speedMs; ) {
      const took = await send(size);
      // Without the way there and back, on which nothing is sent.
      time += Math.max(took - roundTripMs, 1);
      bytes += size;
      left -= size;
      if (took < speedMs / 4) size = Math.min(size * 2, largestUpload);
    }
  } catch {
    // What was timed before counts.
  }
  return { bitsPerSecond: bytes > 0 ? rate(bytes, time) : undefined, roundTripMs };
}

function rate(bytes: number, ms: number): number {
  return (bytes * 8 * 1000) / Math.max(ms, 1);
}

/** Nothing on the way makes it smaller. */
function noise(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  const most = 64 * kibi; // of one getRandomValues
  for (let at = 0; at < size; at += most) crypto.getRandomValues(bytes.subarray(at, at + most));
  return bytes;
}

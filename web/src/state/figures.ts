// What the statistics dialog shows of a person's streams: figures of the last second, as the browser
// counts them.

export type StreamKind = 'microphone' | 'camera' | 'screen' | 'screenSound';

export interface StreamFigures {
  kind: StreamKind;
  /** Of what this page sends: one of several encodings, by its rid. */
  layer?: string;
  bitsPerSecond?: number;
  width?: number;
  height?: number;
  framesPerSecond?: number;
  /** 0 … 1, of the last second. */
  loss?: number;
  codec?: string;
  /** Since the stream began, where the browser counts them: pictures that stood still, and for how long. */
  freezes?: { count: number; seconds: number };
  keyFrames?: number;
  /** Of what this page sends: what the encoder was told to make. */
  targetBitsPerSecond?: number;
  /** Why the browser sends less than it might. */
  limitedBy?: 'bandwidth' | 'cpu';
}

export interface WayFigures {
  relayed: boolean;
  /** Of the way to the server, or to its relay: "udp", "tcp", "tls". */
  protocol: string;
  roundTripMs?: number;
  /** What the browser believes it may send, bits per second. */
  sendable?: number;
}

export interface Figures {
  streams: readonly StreamFigures[];
  way: WayFigures | undefined;
}

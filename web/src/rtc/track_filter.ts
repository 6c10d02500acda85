// What stands between a captured track and what is sent of it.

export interface TrackFilter {
  /** Another track is captured, or none any more. */
  feed(track: MediaStreamTrack | null): void;
  /** Null: nothing may be sent yet. */
  output(): MediaStreamTrack | null;
  close(): void;
}

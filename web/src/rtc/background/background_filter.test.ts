import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackgroundFilter } from './background_filter';
import type { StudioEvents } from './studio';

/** In place of worker and model: shows, gets ready and fails when a test says so. */
class FakeStudio {
  static all: FakeStudio[] = [];
  readonly cameras: unknown[] = [];
  readonly backdrops: unknown[] = [];
  isShowing = false;
  isClosed = false;

  constructor(readonly events: StudioEvents) {
    FakeStudio.all.push(this);
  }

  output() {
    return this.isShowing ? processed : null;
  }

  feed(camera: unknown): void {
    this.isShowing = false;
    this.cameras.push(camera);
  }

  setBackdrop(backdrop: unknown): void {
    this.backdrops.push(backdrop);
  }

  close(): void {
    this.isClosed = true;
  }

  show(): void {
    this.isShowing = true;
    this.events.showing();
  }
}

vi.mock('./studio', () => ({ Studio: FakeStudio }));

const camera = { id: 'camera' } as MediaStreamTrack;
const processed = { id: 'processed' } as MediaStreamTrack;

describe('background filter', () => {
  let sent: (MediaStreamTrack | null)[];
  let told: unknown[];
  let filter: BackgroundFilter;

  beforeEach(() => {
    FakeStudio.all = [];
    sent = [];
    told = [];
    filter = new BackgroundFilter(
      () => sent.push(filter.output()),
      (news) => told.push(news),
    );
  });

  async function studio(): Promise<FakeStudio> {
    return vi.waitFor(() => {
      const latest = FakeStudio.all.at(-1);
      if (!latest || latest.backdrops.length === 0) throw new Error('not yet');
      return latest;
    });
  }

  it('lets the camera through where nothing was chosen', () => {
    filter.feed(camera);
    expect(filter.output()).toBe(camera);
  });

  it('lets nothing through from the choice until the first picture that was worked on', async () => {
    filter.choose('strong');
    filter.feed(camera);
    expect(filter.output()).toBeNull();
    const made = await studio();
    expect(made.cameras).toEqual([camera]);
    expect(filter.output()).toBeNull();
    made.show();
    expect(sent).toEqual([processed]);
    expect(told).toContainEqual({ phase: 'loading', slow: false });
  });

  it('takes the room away at once when it is chosen in the conference', () => {
    filter.feed(camera);
    filter.choose('light');
    expect(sent).toEqual([null]);
  });

  it('shows nothing of another camera before its first picture is through', async () => {
    filter.choose('light');
    filter.feed(camera);
    (await studio()).show();
    filter.feed({ id: 'other' } as MediaStreamTrack);
    expect(filter.output()).toBeNull();
  });

  it('sends nothing after a failure, until the person decides', async () => {
    filter.choose('light');
    filter.feed(camera);
    const made = await studio();
    made.show();
    made.events.failed();
    expect(made.isClosed).toBe(true);
    expect(filter.output()).toBeNull();
    expect(told.at(-1)).toEqual({ phase: 'failed', slow: false });

    filter.choose('light');
    const again = await vi.waitFor(() => {
      const latest = FakeStudio.all[1];
      if (!latest) throw new Error('not yet');
      return latest;
    });
    expect(again.cameras).toEqual([camera]);
    filter.choose('none');
    expect(filter.output()).toBe(camera);
  });

  it('keeps the worker when only the background changes', async () => {
    filter.choose('light');
    filter.feed(camera);
    const made = await studio();
    made.show();
    filter.choose('strong');
    await vi.waitFor(() => expect(made.backdrops).toHaveLength(2));
    expect(filter.output()).toBe(processed);
    expect(FakeStudio.all).toHaveLength(1);
  });

  it('tells nobody of a choice made before there is a camera', () => {
    filter.choose('strong');
    expect(sent).toEqual([]);
  });
});

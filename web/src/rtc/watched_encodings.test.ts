import { describe, expect, it } from 'vitest';
import { WatchedEncodings } from './watched_encodings';

class FakeSender {
  encodings: RTCRtpEncodingParameters[] = [{ rid: 'q', maxBitrate: 1 }, { rid: 'h' }, { rid: 'f' }];
  changes = 0;
  refuses = false;
  private busy = false;

  getParameters(): RTCRtpSendParameters {
    return structuredClone({ encodings: this.encodings }) as RTCRtpSendParameters;
  }

  async setParameters({ encodings }: RTCRtpSendParameters): Promise<void> {
    if (this.refuses || this.busy) throw new DOMException('not now', 'InvalidStateError');
    this.busy = true;
    await Promise.resolve();
    this.busy = false;
    this.changes += 1;
    this.encodings = encodings;
  }

  active(): string {
    return this.encodings.map(({ rid, active }) => ((active ?? true) ? rid : '-')).join('');
  }
}

describe('watched encodings', () => {
  const start = (rids?: string[]) => {
    const sender = new FakeSender();
    if (rids) sender.encodings = rids.map((rid) => ({ rid }));
    const watched = new WatchedEncodings<string>((kind) =>
      kind === 'camera' ? (sender as unknown as RTCRtpSender) : undefined,
    );
    return { sender, watched };
  };

  it('what is not listed stops, and begins again when it is', async () => {
    const { sender, watched } = start();
    await watched.set('camera', ['q']);
    expect(sender.active()).toBe('q--');
    await watched.set('camera', ['q', 'f']);
    expect(sender.active()).toBe('q-f');
    expect(sender.encodings[0]).toMatchObject({ maxBitrate: 1 });
  });

  it('changes nothing that is so already', async () => {
    const { sender, watched } = start();
    await watched.set('camera', ['q', 'h', 'f']);
    await watched.set('screen', []);
    expect(sender.changes).toBe(0);
  });

  it('two changes at once are made one after the other', async () => {
    const { sender, watched } = start();
    await Promise.all([watched.set('camera', ['q']), watched.set('camera', ['q', 'h'])]);
    expect(sender.active()).toBe('qh-');
  });

  it('what the browser refuses while it negotiates is said again', async () => {
    const { sender, watched } = start();
    sender.refuses = true;
    await watched.set('camera', ['q']);
    expect(sender.active()).toBe('qhf');
    sender.refuses = false;
    await watched.again();
    expect(sender.active()).toBe('q--');
  });

  it('an only encoding has no rid and goes on', async () => {
    const { sender, watched } = start([]);
    sender.encodings = [{}];
    await watched.set('camera', []);
    expect(sender.changes).toBe(0);
  });
});

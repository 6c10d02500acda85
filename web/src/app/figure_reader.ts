// The figures of one person for the statistics dialog: which streams those are, the state says; what
// they count, the browser.
import type { Peer } from '../rtc/peer';
import type { SendingKind } from '../rtc/sections';
import { type Counted, Statistics } from '../rtc/statistics';
import type { Action } from '../state/app_reducer';
import type { Figures, StreamKind } from '../state/figures';
import { type AppState, SourceKind } from '../state/model';
import type { Store } from '../state/store';

const kinds: Record<SendingKind, StreamKind> = {
  [SourceKind.MICROPHONE]: 'microphone',
  [SourceKind.CAMERA]: 'camera',
  [SourceKind.SCREEN]: 'screen',
  [SourceKind.SCREEN_SOUND]: 'screenSound',
};

export class FigureReader {
  private statistics = new Statistics();
  private last = 0;

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly peer: () => Peer | undefined,
  ) {}

  async of(person: number): Promise<Figures | undefined> {
    const peer = this.peer();
    if (!peer) return undefined;
    if (person !== this.last) this.statistics = new Statistics();
    this.last = person;
    const own = person === this.store.state().conference.self;
    return this.statistics.read(peer.connection, own ? sent(peer) : this.received(peer, person));
  }

  private received(peer: Peer, person: number): Counted[] {
    const { videoSlots, soundSlots } = this.store.state().conference;
    const of = (medium: 'video' | 'sound', slots: typeof videoSlots) =>
      slots.flatMap((fill): Counted[] => {
        const by = peer.sections.receiver(medium, fill.slot);
        const kind = kinds[fill.kind as SendingKind];
        return fill.person === person && by && kind ? [{ kind, by }] : [];
      });
    return [...of('video', videoSlots), ...of('sound', soundSlots)];
  }
}

function sent(peer: Peer): Counted[] {
  const all = [
    SourceKind.CAMERA,
    SourceKind.SCREEN,
    SourceKind.MICROPHONE,
    SourceKind.SCREEN_SOUND,
  ] as const;
  return all.flatMap((kind): Counted[] => {
    const by = peer.sections.sender(kind);
    return by?.track ? [{ kind: kinds[kind], by }] : [];
  });
}

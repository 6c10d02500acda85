// window.plenumTest: what the browser tests may look at. Read-only; documented in web/README.md.
import { negotiationCount } from '../rtc/negotiation_count';
import type { AppState, Person, SlotFill, WantedPicture } from '../state/model';
import type { Plenum } from './plenum';

export interface PlenumTest {
  peerConnection(): RTCPeerConnection | undefined;
  readonly setRemoteDescriptionCount: number;
  slots(): readonly SlotFill[];
  soundSlots(): readonly SlotFill[];
  wanted(): readonly WantedPicture[];
  readonly self: number;
  people(): readonly Person[];
}

export function exposeForTests(plenum: Plenum, state: () => AppState): void {
  const test: PlenumTest = {
    peerConnection: () => plenum.currentCall()?.currentPeer()?.connection,
    get setRemoteDescriptionCount() {
      return negotiationCount.setRemoteDescription;
    },
    slots: () => state().conference.videoSlots,
    soundSlots: () => state().conference.soundSlots,
    wanted: () => plenum.currentCall()?.lookedAt() ?? [],
    get self() {
      return state().conference.self;
    },
    people: () => state().conference.people,
  };
  Object.defineProperty(window, 'plenumTest', { value: Object.freeze(test) });
}

// window.plenumTest: what the browser tests may look at. Read-only; documented in web/README.md.
import { negotiationCount } from '../rtc/peer';
import type { AppState, SlotFill } from '../state/model';
import type { Plenum } from './plenum';

export interface PlenumTest {
  peerConnection(): RTCPeerConnection | undefined;
  readonly setRemoteDescriptionCount: number;
  slots(): readonly SlotFill[];
}

export function exposeForTests(plenum: Plenum, state: () => AppState): void {
  const test: PlenumTest = {
    peerConnection: () => plenum.currentCall()?.currentPeer()?.connection,
    get setRemoteDescriptionCount() {
      return negotiationCount.setRemoteDescription;
    },
    slots: () => state().conference.videoSlots,
  };
  Object.defineProperty(window, 'plenumTest', { value: Object.freeze(test) });
}

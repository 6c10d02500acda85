// The window and the screen: hidden or not, full screen, the floating picture, and that the screen
// stays on. Tells the state, and follows it.
import { FloatingWindow } from '../rtc/floating_window';
import type { Action } from '../state/app_reducer';
import type { AppState, Display as DisplayState } from '../state/model';
import { slotOf } from '../state/selectors';
import { floatingSubject, sceneOf } from '../state/stage';
import type { Store } from '../state/store';
import { isPhone } from './browser';
import { WakeLock } from './wake_lock';

export class Display {
  private readonly window = new FloatingWindow((floating) => this.tell({ floating }));
  private readonly wakeLock = new WakeLock();

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly slot: (slot: number) => MediaStream | null,
  ) {
    this.tell({
      phone: isPhone(),
      canFullScreen: document.fullscreenEnabled === true,
      canFloat: FloatingWindow.isPossible(),
    });
    document.addEventListener('visibilitychange', () => this.visibilityChanged());
    document.addEventListener('fullscreenchange', () =>
      this.tell({ fullScreen: document.fullscreenElement !== null }),
    );
    store.subscribe(() => this.follow());
  }

  toggleFullScreen(): void {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    change.catch(() => this.warn('notice.noFullScreen'));
  }

  toggleFloating(): void {
    if (this.store.state().display.floating) {
      this.window.close();
      return;
    }
    this.window.show(this.floatingPicture());
    void this.window.open().then((opened) => {
      if (!opened) this.warn('notice.noFloating');
    });
  }

  private visibilityChanged(): void {
    this.tell({ hidden: document.visibilityState === 'hidden' });
  }

  private follow(): void {
    const { page, conference, display } = this.store.state();
    const inside = page.name === 'conference' && conference.phase !== 'connecting';
    this.wakeLock.hold(inside);
    if (!display.floating) return;
    if (inside) this.window.show(this.floatingPicture());
    else this.window.close();
  }

  private floatingPicture(): MediaStream | null {
    const state = this.store.state();
    const subject = floatingSubject(sceneOf(state));
    const slot = subject && slotOf(state, subject.person, subject.kind);
    return slot === undefined ? null : this.slot(slot);
  }

  private warn(key: string): void {
    this.store.dispatch({ type: 'notice', key, tone: 'warning' });
  }

  private tell(change: Partial<DisplayState>): void {
    this.store.dispatch({ type: 'display', change });
  }
}

// What this person wants to be seen in front of, and how their sound is treated: remembered, told to
// the state, and carried out by rtc/.
import type { BackgroundNews } from '../rtc/background/background_filter';
import type { LocalMedia } from '../rtc/local_media';
import type { Action } from '../state/app_reducer';
import type { AppState, Background, BackgroundState, SoundTreatment } from '../state/model';
import type { Store } from '../state/store';
import type { Preferences } from './preferences';

export class Effects {
  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly preferences: Preferences,
    private readonly media: () => LocalMedia,
  ) {
    this.tell({ chosen: preferences.background() });
    this.tellTreatment(preferences.soundTreatment());
    if (preferences.hasOwnPicture()) void this.showOwnPicture();
  }

  /** Before anything is captured: what was chosen holds from the first picture on. */
  begin(): void {
    const { background, soundTreatment } = this.store.state().local;
    this.media().setBackground(background.chosen);
    this.media().setSoundTreatment(soundTreatment);
  }

  setBackground(chosen: Background): void {
    this.preferences.rememberBackground(chosen);
    this.tell({ chosen });
    this.media().setBackground(chosen);
  }

  async setOwnPicture(file: File): Promise<void> {
    try {
      const { reduced } = await import('../rtc/background/pictures');
      const { saveOwnPicture } = await import('../rtc/background/own_picture');
      await saveOwnPicture(await reduced(file));
      this.preferences.rememberOwnPicture();
      await this.showOwnPicture();
      this.setBackground('own');
    } catch {
      this.store.dispatch({ type: 'notice', key: 'notice.noPicture', tone: 'warning' });
    }
  }

  setSoundTreatment(treatment: SoundTreatment): void {
    this.preferences.rememberSoundTreatment(treatment);
    this.tellTreatment(treatment);
    this.media().setSoundTreatment(treatment);
  }

  backgroundChanged(news: BackgroundNews): void {
    this.tell(news);
  }

  /** The browser's own suppression is better than none; the wish stays, another browser may do it. */
  noNoiseFilter(): void {
    this.tellTreatment('browser');
    this.media().setSoundTreatment('browser');
    this.store.dispatch({ type: 'notice', key: 'notice.noNoiseFilter', tone: 'warning' });
  }

  private async showOwnPicture(): Promise<void> {
    const { loadOwnPicture } = await import('../rtc/background/own_picture');
    const picture = await loadOwnPicture().catch(() => undefined);
    const { ownPicture } = this.store.state().local.background;
    if (ownPicture !== '') URL.revokeObjectURL(ownPicture);
    this.tell({ ownPicture: picture ? URL.createObjectURL(picture) : '' });
  }

  private tell(change: Partial<BackgroundState>): void {
    const { background } = this.store.state().local;
    this.store.dispatch({
      type: 'local',
      change: { background: { ...background, ...change } },
    });
  }

  private tellTreatment(soundTreatment: SoundTreatment): void {
    this.store.dispatch({ type: 'local', change: { soundTreatment } });
  }
}

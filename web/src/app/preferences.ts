// What this browser remembers between visits: the own name, the chosen devices and whether they were
// on, how the conference is to look, which texts were acknowledged. Never sent.

import type { KeyValueStorage } from '../protocol/seat_memory';
import { type Acknowledgements, parseAcknowledgements } from '../state/acknowledgement';
import {
  type Background,
  backgroundFrom,
  type SoundTreatment,
  soundTreatmentFrom,
} from '../state/background';
import type { CaptureKind, DeviceKind, ScreenContent, ViewChoice } from '../state/model';
import { viewFrom } from '../state/view_choice';

const deviceKinds: DeviceKind[] = ['microphone', 'camera', 'loudspeaker'];

export class Preferences {
  constructor(private readonly storage: KeyValueStorage) {}

  name(): string {
    return this.read('plenum.name');
  }

  rememberName(name: string): void {
    this.write('plenum.name', name);
  }

  devices(): Partial<Record<DeviceKind, string>> {
    const entries = deviceKinds.map((kind) => [kind, this.read(`plenum.${kind}`)] as const);
    return Object.fromEntries(entries.filter(([, id]) => id !== ''));
  }

  rememberDevice(kind: DeviceKind, id: string): void {
    this.write(`plenum.${kind}`, id);
  }

  /** On, unless it was switched off last. */
  switches(): Record<CaptureKind, boolean> {
    const on = (kind: CaptureKind) => this.read(`plenum.${kind}.switch`) !== 'off';
    return { microphone: on('microphone'), camera: on('camera') };
  }

  rememberSwitches(switches: Record<CaptureKind, boolean>): void {
    for (const [kind, on] of Object.entries(switches)) {
      this.write(`plenum.${kind}.switch`, on ? 'on' : 'off');
    }
  }

  view(): ViewChoice {
    return viewFrom(this.read('plenum.view'));
  }

  rememberView(view: ViewChoice): void {
    this.write('plenum.view', JSON.stringify(view));
  }

  screenContent(): ScreenContent {
    return this.read('plenum.screen') === 'motion' ? 'motion' : 'detail';
  }

  rememberScreenContent(content: ScreenContent): void {
    this.write('plenum.screen', content);
  }

  background(): Background {
    return backgroundFrom(this.read('plenum.background'));
  }

  rememberBackground(background: Background): void {
    this.write('plenum.background', background);
  }

  /** The picture itself is too large for here (rtc/background/own_picture). */
  hasOwnPicture(): boolean {
    return this.read('plenum.ownPicture') === 'kept';
  }

  rememberOwnPicture(): void {
    this.write('plenum.ownPicture', 'kept');
  }

  soundTreatment(): SoundTreatment {
    return soundTreatmentFrom(this.read('plenum.sound'));
  }

  rememberSoundTreatment(treatment: SoundTreatment): void {
    this.write('plenum.sound', treatment);
  }

  language(): string {
    return this.read('plenum.language');
  }

  rememberLanguage(language: string): void {
    this.write('plenum.language', language);
  }

  acknowledged(): Acknowledgements {
    return parseAcknowledgements(this.read('plenum.acknowledged'));
  }

  rememberAcknowledged(acknowledged: Acknowledgements): void {
    this.write('plenum.acknowledged', JSON.stringify(acknowledged));
  }

  private read(key: string): string {
    try {
      return this.storage.getItem(key) ?? '';
    } catch {
      return '';
    }
  }

  private write(key: string, value: string): void {
    try {
      this.storage.setItem(key, value);
    } catch {
      // Forbidden or full: then it is asked again next time.
    }
  }
}

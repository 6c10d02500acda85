// Plays every sound slot through a hidden audio element of its own. Lip-sync needs no shared element:
// browsers synchronise received sound and picture by the stream id (msid) of the answer.

export class SoundPlayer {
  private elements: HTMLAudioElement[] = [];
  private loudspeaker = '';

  constructor(
    private readonly container: HTMLElement,
    private readonly blockedChanged: (blocked: boolean) => void,
  ) {}

  play(tracks: readonly MediaStreamTrack[]): void {
    for (const [index, track] of tracks.entries()) {
      const element = this.elements[index] ?? this.add();
      const current = element.srcObject as MediaStream | null;
      if (current?.getTracks()[0] === track) continue;
      element.srcObject = new MediaStream([track]);
      void this.start(element);
    }
  }

  /** To be called from a click: browsers that block sound let it play from then on. */
  async unlock(): Promise<void> {
    await Promise.all(this.elements.map((element) => this.start(element)));
  }

  chooseLoudspeaker(id: string): void {
    this.loudspeaker = id;
    for (const element of this.elements) setSink(element, id);
  }

  stop(): void {
    for (const element of this.elements) {
      element.srcObject = null;
      element.remove();
    }
    this.elements = [];
  }

  private add(): HTMLAudioElement {
    const element = document.createElement('audio');
    element.autoplay = true;
    element.hidden = true;
    if (this.loudspeaker) setSink(element, this.loudspeaker);
    this.container.append(element);
    this.elements.push(element);
    return element;
  }

  private async start(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
      this.blockedChanged(false);
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'NotAllowedError') {
        this.blockedChanged(true);
      }
    }
  }
}

export function canChooseLoudspeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

export function setSink(element: HTMLAudioElement, id: string): void {
  if (!canChooseLoudspeaker()) return;
  element.setSinkId(id).catch(() => {
    // The loudspeaker is gone: the browser keeps the one it has.
  });
}

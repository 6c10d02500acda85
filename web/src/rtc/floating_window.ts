// One picture over other programs (picture-in-picture): an element of its own, whose picture follows
// what is important. Firefox has no such interface for pages, and phones of Apple only for Safari.

export class FloatingWindow {
  private readonly video = document.createElement('video');

  /** Called when it opened or closed, whoever did it. */
  constructor(private readonly changed: (open: boolean) => void) {
    this.video.muted = true;
    this.video.autoplay = true;
    this.video.playsInline = true;
    this.video.addEventListener('enterpictureinpicture', () => this.changed(true));
    this.video.addEventListener('leavepictureinpicture', () => this.closed());
  }

  static isPossible(): boolean {
    return document.pictureInPictureEnabled === true;
  }

  /** The browser's window stays as it is while there is nothing to show. */
  show(stream: MediaStream | null): void {
    if (stream && this.video.srcObject !== stream) this.video.srcObject = stream;
  }

  /** To be called from a click. False: there is no picture, or the browser does not want to. */
  async open(): Promise<boolean> {
    try {
      await this.video.play();
      await this.video.requestPictureInPicture();
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    if (document.pictureInPictureElement === this.video) void document.exitPictureInPicture();
    else this.closed();
  }

  private closed(): void {
    this.video.srcObject = null;
    this.changed(false);
  }
}

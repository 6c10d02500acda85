// The server says which encodings of a picture anybody watches. The others stop, so that neither this
// computer nor its line works for nobody; one that is watched again begins with a key frame.

export class WatchedEncodings<Kind> {
  private readonly wanted = new Map<Kind, readonly string[]>();
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly sender: (kind: Kind) => RTCRtpSender | undefined) {}

  set(kind: Kind, rids: readonly string[]): Promise<void> {
    this.wanted.set(kind, rids);
    return this.enqueue(kind);
  }

  /** Browsers refuse changes while they negotiate: this says them again. */
  async again(): Promise<void> {
    for (const kind of this.wanted.keys()) await this.enqueue(kind);
  }

  /** One after the other: a change is refused while another is under way. */
  private enqueue(kind: Kind): Promise<void> {
    this.last = this.last.then(() => this.apply(kind));
    return this.last;
  }

  private async apply(kind: Kind): Promise<void> {
    const sender = this.sender(kind);
    const parameters = sender?.getParameters();
    const rids = this.wanted.get(kind);
    if (!sender || !parameters || !rids) return;
    let changed = false;
    for (const encoding of parameters.encodings ?? []) {
      if (encoding.rid === undefined) continue;
      const active = rids.includes(encoding.rid);
      changed ||= (encoding.active ?? true) !== active;
      encoding.active = active;
    }
    if (changed) await sender.setParameters(parameters).catch(() => {});
  }
}

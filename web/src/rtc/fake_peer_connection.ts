// For tests: as much of RTCPeerConnection as peer.ts and sections.ts touch.

export class FakeTransceiver {
  readonly sender = {
    track: null as unknown,
    replaceTrack: async (track: unknown) => {
      this.sender.track = track;
    },
    getParameters: () => structuredClone({ encodings: this.encodings }),
    setParameters: async (parameters: { encodings: RTCRtpEncodingParameters[] }) => {
      this.encodings = parameters.encodings;
    },
  };
  encodings: RTCRtpEncodingParameters[];
  readonly receiver = { track: {} };
  mid: string | null = null;
  setCodecPreferences(): void {}

  constructor(readonly init: RTCRtpTransceiverInit) {
    this.encodings = init.sendEncodings ?? [{}];
  }
}

export class FakePeerConnection extends EventTarget {
  static refusesScalabilityMode = false;
  readonly transceivers: FakeTransceiver[] = [];
  readonly offers: RTCOfferOptions[] = [];

  constructor(public configuration: RTCConfiguration = {}) {
    super();
  }

  signalingState = 'stable';
  connectionState = 'new';
  localDescription: { sdp: string } | null = null;
  remoteDescription: { sdp: string } | null = null;

  addTransceiver(_kind: string, init: RTCRtpTransceiverInit): FakeTransceiver {
    const modes = init.sendEncodings?.some((encoding) => 'scalabilityMode' in encoding);
    if (modes && FakePeerConnection.refusesScalabilityMode) throw new TypeError('unknown mode');
    const transceiver = new FakeTransceiver(init);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  async createOffer(options: RTCOfferOptions): Promise<{ sdp: string }> {
    this.offers.push(options);
    return { sdp: `offer ${this.transceivers.length}` };
  }

  async setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = description;
    this.signalingState = 'have-local-offer';
    for (const [index, transceiver] of this.transceivers.entries()) transceiver.mid = `${index}`;
  }

  async setRemoteDescription(description: { sdp: string }): Promise<void> {
    this.remoteDescription = description;
    this.signalingState = 'stable';
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  close(): void {
    this.signalingState = 'closed';
  }
}

// The sections of our offer, in this order: microphone, camera, screen, screen sound (sendonly), then
// the slots (recvonly). Slot k is the k-th receiving section of its kind; slots are only ever added.

import type { SendingSection } from '../protocol/media_commands';
import { SourceKind } from '../protocol/messages';
import type { SlotCounts } from '../state/slot_counts';
import { preferTrimmedCodecs } from './codecs';
import { addCameraSection, screenMaxBitrate } from './simulcast';

export type SendingKind =
  | typeof SourceKind.MICROPHONE
  | typeof SourceKind.CAMERA
  | typeof SourceKind.SCREEN
  | typeof SourceKind.SCREEN_SOUND;

export class Sections {
  private readonly sending: ReadonlyMap<SendingKind, RTCRtpTransceiver>;
  private readonly videoSlots: RTCRtpTransceiver[] = [];
  private readonly soundSlots: RTCRtpTransceiver[] = [];

  constructor(
    private readonly peer: RTCPeerConnection,
    slots: SlotCounts,
  ) {
    const microphone = peer.addTransceiver('audio', { direction: 'sendonly' });
    const camera = addCameraSection(peer);
    const screen = peer.addTransceiver('video', {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: screenMaxBitrate }],
    });
    const screenSound = peer.addTransceiver('audio', { direction: 'sendonly' });
    for (const section of [microphone, screenSound]) preferTrimmedCodecs(section, 'audio');
    for (const section of [camera, screen]) preferTrimmedCodecs(section, 'video');
    this.sending = new Map([
      [SourceKind.MICROPHONE, microphone],
      [SourceKind.CAMERA, camera],
      [SourceKind.SCREEN, screen],
      [SourceKind.SCREEN_SOUND, screenSound],
    ]);
    this.grow(slots);
  }

  /** Adds what is missing; true when a new offer is needed. */
  grow(slots: SlotCounts): boolean {
    const before = this.videoSlots.length + this.soundSlots.length;
    while (this.videoSlots.length < slots.video) this.videoSlots.push(this.addSlot('video'));
    while (this.soundSlots.length < slots.sound) this.soundSlots.push(this.addSlot('audio'));
    return this.videoSlots.length + this.soundSlots.length > before;
  }

  sender(kind: SendingKind): RTCRtpSender | undefined {
    return this.sending.get(kind)?.sender;
  }

  videoTrack(slot: number): MediaStreamTrack | undefined {
    return this.videoSlots[slot]?.receiver.track;
  }

  receiver(kind: 'video' | 'sound', slot: number): RTCRtpReceiver | undefined {
    return (kind === 'video' ? this.videoSlots : this.soundSlots)[slot]?.receiver;
  }

  soundTracks(): MediaStreamTrack[] {
    return this.soundSlots.map((slot) => slot.receiver.track);
  }

  /** Known once a local description is set. */
  sendingSections(): SendingSection[] {
    return [...this.sending].flatMap(([kind, { mid }]) => (mid === null ? [] : [{ mid, kind }]));
  }

  counts(): SlotCounts {
    return { video: this.videoSlots.length, sound: this.soundSlots.length };
  }

  private addSlot(kind: 'audio' | 'video'): RTCRtpTransceiver {
    const slot = this.peer.addTransceiver(kind, { direction: 'recvonly' });
    preferTrimmedCodecs(slot, kind);
    return slot;
  }
}

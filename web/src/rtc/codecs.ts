// Trims the codecs of a section to those that Plenum forwards, most wanted first, so that offers of
// many slots stay small. Where the browser cannot choose, its own list stays.

const wantedVideo = ['video/VP8', 'video/VP9', 'video/H264', 'video/AV1'];
// Redundant sound (RFC 2198) in Chromium; whether it is sent is the server's answer to say.
const wantedAudio = ['audio/opus', 'audio/red'];
const repair = 'video/rtx';

/** The wanted codecs in our order, then the repair format if any. One H.264: constrained baseline. */
export function trimCodecs<Codec extends { mimeType: string; sdpFmtpLine?: string }>(
  codecs: readonly Codec[],
  kind: 'audio' | 'video',
): Codec[] {
  const wanted = kind === 'audio' ? wantedAudio : wantedVideo;
  const chosen = wanted.flatMap((type) => ofType(codecs, type).filter(isCommonProfile));
  if (kind === 'audio' || chosen.length === 0) return chosen;
  return [...chosen, ...ofType(codecs, repair).slice(0, 1)];
}

function ofType<Codec extends { mimeType: string }>(
  codecs: readonly Codec[],
  type: string,
): Codec[] {
  return codecs.filter((codec) => codec.mimeType.toLowerCase() === type.toLowerCase());
}

/** VP9 and AV1 profile 0; H.264 constrained baseline with packetization mode 1: what every browser takes. */
function isCommonProfile(codec: { mimeType: string; sdpFmtpLine?: string }): boolean {
  const parameters = codec.sdpFmtpLine ?? '';
  switch (codec.mimeType.toLowerCase()) {
    case 'video/vp9':
      return !/profile-id=[1-9]/.test(parameters);
    case 'video/av1':
      return !/profile=[1-9]/.test(parameters);
    case 'video/h264':
      return /packetization-mode=1/.test(parameters) && /profile-level-id=42e0/i.test(parameters);
    default:
      return true;
  }
}

export function preferTrimmedCodecs(transceiver: RTCRtpTransceiver, kind: 'audio' | 'video'): void {
  const capabilities = RTCRtpReceiver.getCapabilities(kind)?.codecs ?? [];
  const trimmed = trimCodecs(capabilities, kind);
  if (trimmed.length === 0) return;
  try {
    transceiver.setCodecPreferences(trimmed);
  } catch {
    // The browser offers all it has: larger, but right.
  }
}

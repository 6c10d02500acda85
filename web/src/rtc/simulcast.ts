// The camera is sent three times: a quarter, half and full size. scalabilityMode is set on every
// encoding: without it Chromium collapses VP9 and AV1 to one stream.

export const cameraEncodings: RTCRtpEncodingParameters[] = [
  encoding('q', 4, 150_000),
  encoding('h', 2, 500_000),
  encoding('f', 1, 1_700_000),
];

export const screenMaxBitrate = 2_500_000;

function encoding(rid: string, scaleResolutionDownBy: number, maxBitrate: number) {
  return { rid, scaleResolutionDownBy, maxBitrate, scalabilityMode: 'L1T3' };
}

/** Older browsers refuse scalabilityMode; they get the same encodings without it. */
export function addCameraSection(peer: RTCPeerConnection): RTCRtpTransceiver {
  try {
    return peer.addTransceiver('video', { direction: 'sendonly', sendEncodings: cameraEncodings });
  } catch {
    const plain = cameraEncodings.map(({ rid, scaleResolutionDownBy, maxBitrate }) => ({
      rid: rid ?? '',
      scaleResolutionDownBy: scaleResolutionDownBy ?? 1,
      maxBitrate: maxBitrate ?? 0,
    }));
    return peer.addTransceiver('video', { direction: 'sendonly', sendEncodings: plain });
  }
}

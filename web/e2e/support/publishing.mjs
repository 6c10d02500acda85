// A page that publishes its camera by a peer connection of its own, as standard clients do.

/**
 * Offers the camera with these encodings in this codec alone; answers the offer. The peer connection stays in
 * the page as window.publishing, for whoever brings the answer.
 */
export async function offerOfCamera(page, mimeType, sendEncodings, { frameRate }) {
  return page.evaluate(
    async ([mime, sending, rate]) => {
      const video = { width: 1280, height: 720, frameRate: rate };
      const stream = await navigator.mediaDevices.getUserMedia({ video });
      const peer = new RTCPeerConnection();
      window.publishing = peer;
      const section = peer.addTransceiver(stream.getVideoTracks()[0], {
        direction: 'sendonly',
        sendEncodings: sending,
      });
      const { codecs } = RTCRtpSender.getCapabilities('video');
      section.setCodecPreferences(
        codecs.filter((one) => [mime, 'video/rtx'].includes(one.mimeType)),
      );
      await peer.setLocalDescription();
      return peer.localDescription.sdp;
    },
    [mimeType, sendEncodings, frameRate],
  );
}

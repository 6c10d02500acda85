// What a page receives: decoded pictures by person, pixels of their tiles, sound.
import { until } from './until.mjs';

/** {name: framesDecoded} of everybody who has a picture slot, and [energy] of the sound slots. */
export async function received(page) {
  return page.evaluate(async () => {
    const peer = window.plenumTest.peerConnection();
    if (!peer) return { frames: {}, energies: [] };
    const slots = (kind) =>
      peer
        .getTransceivers()
        .filter(
          ({ direction, receiver }) => direction === 'recvonly' && receiver.track.kind === kind,
        );
    const statistic = async ({ receiver }) =>
      [...(await receiver.getStats()).values()].find(({ type }) => type === 'inbound-rtp') ?? {};
    const names = new Map(window.plenumTest.people().map(({ id, name }) => [id, name]));
    const videoSlots = slots('video');
    const frames = {};
    for (const { slot, person } of window.plenumTest.slots()) {
      const transceiver = videoSlots[slot];
      if (transceiver)
        frames[names.get(person)] = (await statistic(transceiver)).framesDecoded ?? 0;
    }
    const sounds = await Promise.all(slots('audio').map(statistic));
    return { frames, energies: sounds.map(({ totalAudioEnergy }) => totalAudioEnergy ?? 0) };
  });
}

/** A number for the pixels that the tile of this person shows now; 0 while it shows none. */
export async function pixels(page, name) {
  return page
    .getByRole('article', { name, exact: true })
    .locator('video')
    .evaluate((video) => {
      if (video.readyState < video.HAVE_CURRENT_DATA || video.videoWidth === 0) return 0;
      const canvas = document.createElement('canvas');
      canvas.width = 64;
      canvas.height = 36;
      const paper = canvas.getContext('2d');
      paper.drawImage(video, 0, 0, canvas.width, canvas.height);
      let hash = 17;
      for (const value of paper.getImageData(0, 0, canvas.width, canvas.height).data) {
        hash = (Math.imul(hash, 31) + value) | 0;
      }
      return hash;
    });
}

/** A page that came back counts from zero again, by a new peer connection. */
function forgetOtherConnection(before, now) {
  for (const [name, frames] of Object.entries(before.frames))
    before.frames[name] = Math.min(frames, now.frames[name] ?? 0);
  before.energies = before.energies.map((energy, slot) =>
    Math.min(energy, now.energies[slot] ?? 0),
  );
}

/** Waits until `frames` more pictures of each are decoded, their pixels change, and sounds are heard. */
export async function plays(
  page,
  names,
  { frames = 50, sounds = names.length, seconds = 45 } = {},
) {
  const before = await received(page);
  const firstPixels = {};
  const changed = new Set();
  await until(
    `${frames} pictures of ${names.join(', ')} and ${sounds} sounds`,
    seconds,
    async () => {
      const now = await received(page);
      forgetOtherConnection(before, now);
      for (const name of names) {
        if (changed.has(name)) continue;
        const seen = await pixels(page, name);
        firstPixels[name] ??= seen || undefined;
        if (seen && seen !== firstPixels[name]) changed.add(name);
      }
      const missing = names.filter(
        (name) =>
          (now.frames[name] ?? 0) < (before.frames[name] ?? 0) + frames || !changed.has(name),
      );
      const heard = now.energies.filter(
        (energy, slot) => energy > (before.energies[slot] ?? 0),
      ).length;
      if (missing.length === 0 && heard >= sounds) return true;
      throw new Error(`missing ${missing}; ${heard} sounds; ${JSON.stringify(now.frames)}`);
    },
  );
}

/** The peer connection in text, for the evidence of a failed test. */
export async function peerSummary(page) {
  return page.evaluate(async () => {
    const peer = window.plenumTest?.peerConnection();
    if (!peer) return 'no peer connection\n';
    const told = ['local', 'remote'].map(
      (side) => `---- ${side}\n${peer[`${side}Description`]?.sdp ?? 'none'}`,
    );
    const statistics = [...(await peer.getStats()).values()].map((entry) => JSON.stringify(entry));
    const states = [peer.connectionState, peer.iceConnectionState, peer.signalingState];
    return [states.join(' '), ...told, '---- statistics', ...statistics, ''].join('\n');
  });
}

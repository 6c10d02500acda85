// Devices that are drawn, where people are to look at the pages: a camera that sees somebody illustrated
// (portraits/, none is anybody), a microphone that is quiet or hums, a screen that shows a slide.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'portraits');

/**
 * From the next address on `page` has these devices. portrait: the name of a file, without one there is no
 * camera; hums: is heard, so that the others see who speaks; slide: {title, lines, values} of the shared screen.
 */
export async function giveDevices(page, { portrait, hums = false, slide } = {}) {
  const picture = portrait && readFileSync(join(folder, `${portrait}.svg`), 'utf8');
  await page.addInitScript(drawnDevices, { picture, hums, slide });
}

/** Runs in the page. */
function drawnDevices({ picture, hums, slide }) {
  const devices = navigator.mediaDevices;
  if (!devices) return; // about:blank
  const named = (kind, deviceId, label) => ({ kind, deviceId, label, groupId: deviceId });
  const there = [
    named('audioinput', 'headset', 'Headset (USB)'),
    ...(picture ? [named('videoinput', 'webcam', 'Webcam HD')] : []),
    named('audiooutput', 'headset', 'Headset (USB)'),
  ];
  devices.enumerateDevices = async () => there;
  devices.getUserMedia = async ({ audio, video }) => {
    if (video && !picture) throw new DOMException('Requested device not found', 'NotFoundError');
    const tracks = [];
    if (audio) tracks.push(of('headset', microphone()));
    if (video) tracks.push(of('webcam', await camera()));
    return new MediaStream(tracks);
  };
  devices.getDisplayMedia = async () => painted(1280, 720, drawSlide);

  function of(deviceId, stream) {
    const [track] = stream.getTracks();
    const settings = track.getSettings.bind(track);
    track.getSettings = () => ({ ...settings(), deviceId });
    return track;
  }

  function microphone() {
    const context = new AudioContext();
    const line = context.createMediaStreamDestination();
    if (hums) {
      const voice = new OscillatorNode(context, { frequency: 160 });
      voice.connect(new GainNode(context, { gain: 0.4 })).connect(line);
      voice.start();
    }
    // Before somebody has pressed something browsers play nothing.
    const resume = () => context.resume();
    for (const press of ['pointerdown', 'keydown']) addEventListener(press, resume);
    resume();
    return line.stream;
  }

  async function camera() {
    const image = new Image();
    const address = URL.createObjectURL(new Blob([picture], { type: 'image/svg+xml' }));
    image.src = address;
    await image.decode();
    URL.revokeObjectURL(address);
    return painted(640, 360, (paper) => paper.drawImage(image, 0, 0));
  }

  /** Drawn anew ten times a second, so that there are frames, though each is like the one before. */
  function painted(width, height, draw) {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const paper = canvas.getContext('2d');
    draw(paper);
    setInterval(() => draw(paper), 100);
    return canvas.captureStream(10);
  }

  function drawSlide(paper) {
    const box = (color, ...where) => {
      paper.fillStyle = color;
      paper.fillRect(...where);
    };
    const text = (words, font, x, y) => {
      paper.fillStyle = '#22263a';
      paper.font = `${font} "Fira Sans", sans-serif`;
      paper.fillText(words, x, y);
    };
    box('#fff', 0, 0, 1280, 720);
    box('#22263a', 0, 0, 1280, 24);
    text(slide.title, '600 60px', 80, 140);
    slide.lines.forEach((line, row) => {
      box('#3b5bdb', 84, 232 + row * 86, 16, 16);
      text(line, '38px', 124, 254 + row * 86);
    });
    slide.values.forEach((value, column) => {
      const color = ['#3b5bdb', '#5c7cfa', '#91a7ff', '#bac8ff'][column];
      box(color, 840 + column * 96, 620 - value * 4, 68, value * 4);
    });
    box('#22263a', 820, 620, 400, 3);
  }
}

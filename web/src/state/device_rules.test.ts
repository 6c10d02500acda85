// The small rules about devices: what was plugged in, who speaks though muted, which key does what.
import { describe, expect, it } from 'vitest';
import { MutedSpeech } from './muted_speech';
import { type DeviceLists, isGone, newDevice } from './new_device';
import { shortcutOf, shortcuts } from './shortcuts';

const desk: DeviceLists = {
  microphone: [
    { id: 'default', label: 'Standard' },
    { id: 'm1', label: 'Laptop', group: 'a' },
  ],
  camera: [{ id: 'c1', label: 'Laptop', group: 'a' }],
  loudspeaker: [{ id: 's1', label: 'Laptop', group: 'a' }],
};
const headset: DeviceLists = {
  microphone: [...desk.microphone, { id: 'm2', label: 'Headset', group: 'b' }],
  camera: desk.camera,
  loudspeaker: [...desk.loudspeaker, { id: 's2', label: 'Headset', group: 'b' }],
};

describe('a device that was plugged in', () => {
  it('is a headset when microphone and loudspeaker of one group come', () => {
    expect(newDevice(desk, headset)).toEqual({
      name: 'Headset',
      devices: { microphone: 'm2', loudspeaker: 's2' },
    });
  });

  it('is none when one went, or nothing changed but an alias', () => {
    expect(newDevice(headset, desk)).toBeUndefined();
    const renamed = { ...desk, microphone: [{ id: 'communications', label: 'x' }] };
    expect(newDevice(desk, renamed)).toBeUndefined();
  });

  it('is none when the browser only now tells the names', () => {
    const nameless: DeviceLists = { microphone: [], camera: [], loudspeaker: [] };
    expect(newDevice(nameless, headset)).toBeUndefined();
  });

  it('keeps another device that came with it out', () => {
    const both = { ...headset, camera: [...desk.camera, { id: 'c2', label: 'Cam', group: 'z' }] };
    expect(newDevice(desk, both)?.devices).toEqual({ microphone: 'm2', loudspeaker: 's2' });
  });

  it('is gone when none of its parts is there any more', () => {
    const found = newDevice(desk, headset);
    expect(found && isGone(found, headset)).toBe(false);
    expect(found && isGone(found, desk)).toBe(true);
  });
});

describe('speech into a muted microphone', () => {
  const hear = (levels: number[]) => {
    const speech = new MutedSpeech();
    return levels.map((level) => speech.hear(level)).includes(true);
  };

  it('is heard after most of a second', () => {
    expect(hear(Array(10).fill(0.7))).toBe(true);
    expect(hear([0.7, 0.7, 0.1, 0.7, 0.7, 0.7, 0.1, 0.7, 0.7, 0.7])).toBe(true);
  });

  it('is no cough, no typing, no silence', () => {
    expect(hear([0, 0.9, 0.9, 0.9, 0, 0, 0, 0, 0, 0, 0])).toBe(false);
    expect(hear(Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? 0.9 : 0.1)))).toBe(false);
    expect(hear(Array(40).fill(0.2))).toBe(false);
  });

  it('begins anew with another microphone', () => {
    const speech = new MutedSpeech();
    for (let at = 0; at < 6; at++) speech.hear(0.9);
    speech.forget();
    expect(speech.hear(0.9)).toBe(false);
  });
});

describe('shortcuts', () => {
  it('have a key each, of either case', () => {
    expect(new Set(shortcuts.map(({ key }) => key)).size).toBe(shortcuts.length);
    expect(shortcutOf('M')).toBe('microphone');
    expect(shortcutOf('?')).toBe('list');
    expect(shortcutOf('x')).toBeUndefined();
  });
});

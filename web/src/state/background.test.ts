import { describe, expect, it } from 'vitest';
import {
  backgroundFrom,
  backgrounds,
  isScenePicture,
  microphoneWish,
  pictureAddress,
  soundTreatmentFrom,
} from './background';

describe('a remembered background', () => {
  it('is taken when it is known, and none otherwise', () => {
    for (const background of backgrounds) expect(backgroundFrom(background)).toBe(background);
    expect(backgroundFrom('')).toBe('none');
    expect(backgroundFrom('https://example.org/a.png')).toBe('none');
  });

  it('has an address on this server where it is a picture of ours', () => {
    expect(backgrounds.filter(isScenePicture)).toEqual(['morning', 'forest', 'evening']);
    expect(pictureAddress('forest')).toBe('/backgrounds/forest.svg');
  });
});

describe('sound treatment', () => {
  it('is the browser’s unless something else was chosen', () => {
    expect(soundTreatmentFrom('strong')).toBe('strong');
    expect(soundTreatmentFrom('loud')).toBe('browser');
  });

  it('never filters noise twice, and leaves music alone', () => {
    expect(microphoneWish('browser').noiseSuppression).toBe(true);
    expect(microphoneWish('strong')).toMatchObject({
      echoCancellation: true,
      noiseSuppression: false,
      autoGainControl: true,
    });
    expect(microphoneWish('music')).toEqual({
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      channelCount: { ideal: 2 },
    });
  });
});

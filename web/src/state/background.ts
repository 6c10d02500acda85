// What the others see behind a person, and how their sound is treated. Chosen before joining or later,
// remembered by the browser; what comes back from there is checked like anything from outside.

/** Drawn for this, in public/backgrounds. */
export const scenePictures = ['morning', 'forest', 'evening'] as const;
export type ScenePicture = (typeof scenePictures)[number];

export const backgrounds = ['none', 'light', 'strong', ...scenePictures, 'own'] as const;
export type Background = (typeof backgrounds)[number];

export function backgroundFrom(text: string): Background {
  return backgrounds.find((known) => known === text) ?? 'none';
}

export function isScenePicture(background: Background): background is ScenePicture {
  return scenePictures.some((scene) => scene === background);
}

export function pictureAddress(scene: ScenePicture): string {
  return `/backgrounds/${scene}.svg`;
}

export interface BackgroundState {
  chosen: Background;
  /** failed: the camera stays off, as what is behind the person cannot be hidden. */
  phase: 'off' | 'loading' | 'on' | 'failed';
  /** This computer cannot keep up; pictures come seldom. */
  slow: boolean;
  /** The address of one's own picture inside this page, for showing it; empty: there is none. */
  ownPicture: string;
}

export const noBackground: BackgroundState = {
  chosen: 'none',
  phase: 'off',
  slow: false,
  ownPicture: '',
};

/** browser: its own noise suppression; strong: RNNoise in its place; music: nothing is taken away. */
export const soundTreatments = ['browser', 'strong', 'music'] as const;
export type SoundTreatment = (typeof soundTreatments)[number];

export function soundTreatmentFrom(text: string): SoundTreatment {
  return soundTreatments.find((known) => known === text) ?? 'browser';
}

/** strong leaves noise to RNNoise: two filters in a row make voices tinny. */
export function microphoneWish(treatment: SoundTreatment): MediaTrackConstraints {
  const speech = treatment !== 'music';
  return {
    echoCancellation: speech,
    noiseSuppression: treatment === 'browser',
    autoGainControl: speech,
    ...(speech ? {} : { channelCount: { ideal: 2 } }),
  };
}

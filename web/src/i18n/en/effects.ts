// English. What the others see behind a person, and how their sound is treated.
export const effects = {
  effects: {
    background: 'Background',
    backgroundHint:
      'Your picture is changed on this device before anybody sees it. A picture of your own stays in this browser.',
    backgrounds: {
      none: 'As it is',
      light: 'Slightly blurred',
      strong: 'Strongly blurred',
      morning: 'Morning',
      forest: 'Forest',
      evening: 'Evening',
      own: 'Your picture',
    },
    choosePicture: 'Choose a picture of your own',
    changePicture: 'Choose another picture of your own',
    loading: 'The background is being prepared. Until then nothing of you can be made out.',
    failed:
      'The background cannot be changed on this device. Your camera sends nothing, so that nobody sees your room.',
    slow: 'This device is too slow for the chosen background: your picture stutters.',
    retry: 'Try the background again',
    showRoom: 'Show the room as it is',
    keep: 'Leave it so',
    sound: 'Suppress noise',
    sounds: {
      browser: 'Normally',
      strong: 'More, also keyboard and street (RNNoise)',
      music: 'Not at all, for music',
    },
    musicHint: 'Use headphones: nothing is done against echo now.',
  },
};

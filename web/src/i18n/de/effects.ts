// German. What the others see behind a person, and how their sound is treated.
export const effects = {
  effects: {
    background: 'Hintergrund',
    backgroundHint:
      'Ihr Bild wird auf diesem Gerät verändert, bevor es jemand sieht. Ein eigenes Bild bleibt in diesem Browser.',
    backgrounds: {
      none: 'Unverändert',
      light: 'Etwas unscharf',
      strong: 'Sehr unscharf',
      morning: 'Morgen',
      forest: 'Wald',
      evening: 'Abend',
      own: 'Eigenes Bild',
    },
    choosePicture: 'Eigenes Bild wählen',
    changePicture: 'Anderes eigenes Bild wählen',
    loading: 'Der Hintergrund wird vorbereitet. Bis dahin ist von Ihnen nichts zu erkennen.',
    failed:
      'Der Hintergrund lässt sich auf diesem Gerät nicht verändern. Ihre Kamera sendet nichts, damit niemand Ihren Raum sieht.',
    slow: 'Dieses Gerät ist für den gewählten Hintergrund zu langsam: Ihr Bild ruckelt.',
    retry: 'Hintergrund erneut versuchen',
    showRoom: 'Raum unverändert zeigen',
    keep: 'So lassen',
    sound: 'Geräusche unterdrücken',
    sounds: {
      browser: 'Normal',
      strong: 'Stärker, auch Tastatur und Straße (RNNoise)',
      music: 'Gar nicht, für Musik',
    },
    musicHint: 'Nehmen Sie Kopfhörer: Gegen Echo geschieht jetzt nichts.',
  },
};

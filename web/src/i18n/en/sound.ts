// English. An echo that this person causes.
export const sound = {
  echo: {
    text: 'The others hear themselves: your microphone picks up what comes from your loudspeaker. A headset helps best. Otherwise turn the loudspeaker down, or switch the microphone off while you listen.',
    music:
      'The others hear themselves: your sound is set to “Not at all, for music”, which leaves the echo in. Use headphones, or let the browser suppress the echo.',
    endMusic: 'Suppress echo',
  },
};

// German. An echo that this person causes.
export const sound = {
  echo: {
    text: 'Die anderen hören sich selbst: Ihr Mikrofon nimmt auf, was aus Ihrem Lautsprecher kommt. Am besten hilft ein Headset. Sonst stellen Sie den Lautsprecher leiser, oder schalten Sie das Mikrofon aus, solange Sie zuhören.',
    music:
      'Die anderen hören sich selbst: Ihr Ton ist auf „Gar nicht, für Musik“ gestellt, da bleibt das Echo. Nehmen Sie Kopfhörer, oder lassen Sie den Browser das Echo unterdrücken.',
    endMusic: 'Echo unterdrücken',
  },
};

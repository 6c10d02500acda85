// German. The attendance list and what moderators do with people.
export const people = {
  people: {
    title: 'Teilnehmende',
    close: 'Liste schließen',
    waiting: 'Im Warteraum',
    inside: 'In der Konferenz',
    moderator: 'Moderator*in',
    participant: 'Teilnehmer*in',
    observer: 'Beobachter*in',
    admit: 'Einlassen',
    admitName: '{{name}} einlassen',
    admitAll: 'Alle einlassen',
    reject: 'Ablehnen',
    rejectName: '{{name}} ablehnen',
    rejectAll: 'Alle ablehnen',
    sendToWait: '{{name}} in den Warteraum schicken',
    remove: '{{name}} hinauswerfen',
    microphoneOn: 'Mikrofon an',
    microphoneOff: 'Mikrofon aus',
    cameraOn: 'Kamera an',
    cameraOff: 'Kamera aus',
  },

  remove: {
    title: '{{name}} hinauswerfen?',
    text: 'Die Person verlässt die Konferenz sofort.',
    bar: 'Darf nicht wiederkommen',
    confirm: 'Hinauswerfen',
    cancel: 'Abbrechen',
  },

  knocks: {
    region: 'Anklopfende',
    waits: '{{name}} wartet auf Einlass.',
    list: 'Liste zeigen',
    more_one: 'Und {{count}} weitere Person',
    more_other: 'Und {{count}} weitere Personen',
    later: 'Später',
  },
};

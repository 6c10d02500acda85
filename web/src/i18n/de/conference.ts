// German. The conference itself: control bar, stage, notices.
export const conference = {
  bar: {
    label: 'Steuerung',
    microphoneOff: 'Mikrofon ausschalten',
    microphoneOn: 'Mikrofon einschalten',
    cameraOff: 'Kamera ausschalten',
    cameraOn: 'Kamera einschalten',
    share: 'Bildschirm teilen',
    stopSharing: 'Teilen beenden',
    people: 'Teilnehmende',
    peopleWaiting_one: 'Teilnehmende, {{count}} wartet',
    peopleWaiting_other: 'Teilnehmende, {{count}} warten',
    devices: 'Geräte einstellen',
    shortcuts: 'Tastenkürzel',
    leave: 'Verlassen',
    microphone: 'Mikrofon',
    camera: 'Kamera',
    shareShort: 'Teilen',
    devicesShort: 'Geräte',
  },

  top: {
    people_one: '{{count}} Person',
    people_other: '{{count}} Personen',
    invite: 'Einladen',
    settings: 'Raumeinstellungen',
  },

  gallery: {
    label: 'Teilnehmende im Bild',
    me: '{{name}} (Ich)',
    microphoneOff: 'Mikrofon aus',
    speaking: 'spricht',
    away: 'Verbindung unterbrochen',
    previous: 'Vorherige Seite',
    next: 'Nächste Seite',
    page: 'Seite {{page}} von {{pages}}',
    alone: 'Sie sind allein hier. Mit „Einladen“ holen Sie andere dazu.',
    screenOf: 'Bildschirm von {{name}}',
    ownScreen: 'Sie teilen Ihren Bildschirm.',
    sharing: 'teilt den Bildschirm',
    screenStarting: 'Der Bildschirm wird geladen …',
  },

  shortcuts: {
    title: 'Tastenkürzel',
    microphone: 'Mikrofon ein- und ausschalten',
    camera: 'Kamera ein- und ausschalten',
    list: 'Diese Liste zeigen',
    close: 'Schließen',
  },
  line: { lost: 'Verbindung unterbrochen – wird wiederhergestellt …' },
  sound: { blocked: 'Der Browser hält den Ton noch an.', unlock: 'Ton einschalten' },

  notice: {
    region: 'Hinweise',
    close: 'Hinweis schließen',
    joined: '{{name}} ist beigetreten.',
    left: '{{name}} hat die Konferenz verlassen.',
    guessingLocked:
      'Jemand hat zu oft einen falschen Zugangscode versucht. Weitere Versuche sind eine Weile gesperrt.',
    admitted: 'Sie wurden eingelassen.',
    invited: 'Die Einladungen sind unterwegs.',
    refused: 'Das hat nicht geklappt. Bitte versuchen Sie es erneut.',
    noScreen: 'Der Bildschirm ließ sich nicht teilen.',
  },

  copied: {
    link: 'Der Link wurde kopiert.',
    code: 'Der Zugangscode wurde kopiert.',
    text: 'Der Text wurde kopiert.',
    accessData: 'Die Zugangsdaten wurden kopiert.',
    failed: 'Das ließ sich nicht kopieren. Markieren Sie den Text und kopieren Sie ihn selbst.',
  },
};

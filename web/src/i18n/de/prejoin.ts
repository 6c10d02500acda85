// German. Before the conference: devices, what is wrong with them, the waiting room.
export const prejoin = {
  prejoin: {
    testConnection: 'Verbindung prüfen',
    title: 'Bereit zum Beitreten?',
    room: 'Konferenz „{{room}}“',
    yourName: 'Ihr Name',
    nameHint: 'So werden Sie den anderen angezeigt. Ein Pseudonym ist erlaubt.',
    nameHintWaiting:
      'Moderator*innen sehen ihn und entscheiden danach, wen sie einlassen: Ein Name, den sie erkennen, hilft. Ein Pseudonym ist erlaubt.',
    nameMissing: 'Bitte geben Sie einen Namen ein.',
    code: 'Zugangscode',
    codeHint: 'Der Code steht in Ihrer Einladung.',
    join: 'Beitreten',
    waitingRoom: 'Dieser Raum hat einen Warteraum: Moderator*innen lassen Sie ein.',
    previewOff: 'Kamera ist aus',
    previewStarting: 'Kamera startet …',
    preview: 'Vorschau Ihrer Kamera',
    level: 'Lautstärke Ihres Mikrofons',
    devices: 'Geräte',
    recordings: 'Aufzeichnungen und Bildschirmfotos der Konferenz sind verboten.',
    secrets: 'Geben Sie keine Bankdaten oder Passwörter weiter.',
    anyway: 'Sie können trotzdem beitreten, zuhören und zusehen.',
    retry: 'Erneut versuchen',
  },

  door: {
    early: {
      title: 'Die Konferenz hat noch nicht begonnen',
      text: '„{{room}}“: {{span}}. Lassen Sie diese Seite offen: Sie kommen dann von selbst weiter.',
    },
    own: {
      title: 'Ihre Konferenz ist geplant',
      text: '„{{room}}“: {{span}}. Als Moderator*in kommen Sie ab {{early}} Uhr hinein. Sie finden die Konferenz nach der Anmeldung auf der Startseite wieder.',
    },
    over: {
      title: 'Die Konferenz ist vorbei',
      text: '„{{room}}“ war: {{span}}. Neu dazukommen kann niemand mehr.',
    },
    notInvited: {
      title: 'Nur mit persönlichem Link',
      text: 'Zu „{{room}}“ kommen nur Eingeladene. Öffnen Sie den Link aus Ihrer eigenen Einladung.',
    },
    mailed: 'Die Einladungen sind unterwegs.',
    notMailed:
      'Die Konferenz ist angelegt, aber die Einladungen konnten nicht verschickt werden. Laden Sie in der Konferenz über „Einladen“ noch einmal ein.',
    signIn: 'Als Moderator*in anmelden',
  },

  device: {
    microphone: 'Mikrofon',
    camera: 'Kamera',
    loudspeaker: 'Lautsprecher',
    unnamed: '{{kind}} {{number}}',
    standard: 'Standardgerät',
    title: 'Geräte einstellen',
    testSound: 'Lautsprecher testen',
    automatic: 'Automatisch (so viele, wie gut zu sehen sind)',
    tilesPerPage: 'Bilder je Seite',
  },

  problem: {
    microphone: {
      none: 'Es wurde kein Mikrofon gefunden. Schließen Sie eines an und versuchen Sie es erneut.',
      denied:
        'Der Browser darf das Mikrofon nicht benutzen. Erlauben Sie es über das Symbol in der Adresszeile.',
      inUse:
        'Das Mikrofon lässt sich nicht öffnen. Schließen Sie andere Programme, die es benutzen.',
      insecure:
        'Mikrofone gibt der Browser nur über eine gesicherte Adresse frei. Öffnen Sie die Seite mit https://.',
      unsupported:
        'Dieser Browser kann kein Mikrofon benutzen. Nehmen Sie einen aktuellen Browser.',
      failed: 'Das Mikrofon ließ sich nicht starten. Versuchen Sie es erneut.',
    },
    camera: {
      none: 'Es wurde keine Kamera gefunden. Schließen Sie eine an und versuchen Sie es erneut.',
      denied:
        'Der Browser darf die Kamera nicht benutzen. Erlauben Sie es über das Symbol in der Adresszeile.',
      inUse:
        'Die Kamera lässt sich nicht öffnen. Schließen Sie andere Programme, die sie benutzen.',
      insecure:
        'Kameras gibt der Browser nur über eine gesicherte Adresse frei. Öffnen Sie die Seite mit https://.',
      unsupported: 'Dieser Browser kann keine Kamera benutzen. Nehmen Sie einen aktuellen Browser.',
      failed: 'Die Kamera ließ sich nicht starten. Versuchen Sie es erneut.',
    },
    browser:
      'Dieser Browser kann an Videokonferenzen nicht teilnehmen. Nehmen Sie einen aktuellen Browser: Chrome, Edge, Firefox oder Safari.',
  },

  waiting: {
    title: 'Sie sind im Warteraum',
    moderated:
      '„{{room}}“ läuft. Die Moderator*innen wissen, dass Sie da sind, und können Sie einlassen. Lassen Sie diese Seite offen.',
    unmoderated:
      'In „{{room}}“ ist noch keine Moderator*in. Sobald jemand da ist, werden Sie angekündigt. Lassen Sie diese Seite offen.',
    leave: 'Nicht länger warten',
  },
};

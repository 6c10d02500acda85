// German, the first language. The labels of buttons are their accessible names, which tests find them by.
export const de = {
  service: 'Plenum',
  slogan: 'Videokonferenzen, die im Haus bleiben.',
  loading: 'Einen Moment bitte …',
  language: { label: 'Sprache', de: 'Deutsch', en: 'English' },
  footer: { version: 'Version {{version}}' },

  start: {
    title: 'Videokonferenz starten',
    lead: 'Geben Sie der Konferenz einen Namen. Wer den Link kennt, kann teilnehmen – ohne Konto und ohne Installation.',
    name: 'Name der Konferenz',
    hint: 'Gibt es die Konferenz schon, treten Sie ihr bei.',
    go: 'Los',
    nameMissing: 'Bitte geben Sie einen Namen ein.',
    join: 'Einer Konferenz beitreten',
    joinLead:
      'Öffnen Sie den Link aus Ihrer Einladung oder geben Sie hier den Namen des Raums ein.',
    joinByLinkLead: 'Öffnen Sie den Link aus Ihrer Einladung oder fügen Sie ihn hier ein.',
    roomName: 'Name des Raums',
    roomLink: 'Link aus der Einladung',
    linkMissing: 'Bitte fügen Sie den Link ein.',
    joinGo: 'Zum Raum',
    moderators: 'Für Moderator*innen',
    createRoom: 'Ich bin Moderator*in und möchte einen neuen Raum erstellen',
    joinAsModerator: 'Ich bin Moderator*in und möchte einem Raum beitreten',
    haveAccount: 'Sie haben ein Konto?',
    promises: {
      free: 'Ohne Anmeldung',
      freeText: 'Teilnehmen braucht nur den Link und einen Namen.',
      browser: 'Im Browser',
      browserText: 'Auf Computer, Tablet und Telefon, ohne Installation.',
      private: 'Datensparsam',
      privateText: 'Bild und Ton werden nicht gespeichert.',
    },
  },

  create: {
    title: 'Neuen Raum erstellen',
    lead: 'Der Raum ist sofort da, und Sie sind als Moderator*in darin.',
    room: 'Raumname',
    roomHint: 'Zum Beispiel: Elternabend Klasse 5b',
    roomMissing: 'Bitte geben Sie dem Raum einen Namen.',
    ownName: 'Ihr Name oder Pseudonym',
    proof: 'Bestätigung Ihrer E-Mail-Adresse',
    email: 'E-Mail-Adresse',
    emailHint: 'Die Adresse dient nur dazu, das Erstellen des Raums zu bestätigen.',
    emailMissing: 'Bitte geben Sie Ihre E-Mail-Adresse ein.',
    requestCode: 'Code anfordern',
    codeSent:
      'Wir haben Ihnen einen Code geschickt. Er gilt zehn Minuten. Sehen Sie auch im Ordner für unerwünschte E-Mails nach.',
    codeProblem: {
      no_such_room: 'Dieser Server kann zurzeit keine E-Mails verschicken.',
      bad_name: 'Diese E-Mail-Adresse ist nicht möglich. Bitte prüfen Sie sie.',
      too_fast:
        'Das waren zu viele Anfragen. Bitte warten Sie etwas, bevor Sie es erneut versuchen.',
    },
    code: 'Code aus der E-Mail',
    codeHint: 'Sechs Ziffern',
    codeMissing: 'Bitte geben Sie den Code aus der E-Mail ein.',
    wrong_code: 'Dieser Code stimmt nicht oder ist abgelaufen. Fordern Sie einen neuen an.',
    name_taken: 'Einen Raum mit diesem Namen gibt es schon. Bitte wählen Sie einen anderen.',
    not_permitted: 'Dafür ist eine Anmeldung nötig.',
    byAccount: 'Neue Räume legen Moderator*innen mit einem Konto an. Bitte melden Sie sich an.',
    notReleased: 'Ihr Konto ist nicht dafür freigeschaltet, Räume zu erstellen.',
    haveAccount: 'Ich habe ein Konto und möchte mich anmelden',
    go: 'Raum erstellen',
  },

  signIn: {
    title: 'Anmeldung für Moderator*innen',
    lead: 'Wer nur teilnimmt, braucht kein Konto.',
    login: 'Anmeldename',
    loginMissing: 'Bitte geben Sie den Anmeldenamen ein.',
    password: 'Passwort',
    passwordMissing: 'Bitte geben Sie das Passwort ein.',
    wrong_code: 'Anmeldename oder Passwort stimmt nicht.',
    go: 'Anmelden',
    as: 'Angemeldet als {{login}}',
    out: 'Abmelden',
  },

  reentry: {
    title: 'Zurück in Ihren Raum',
    lead: 'Mit den Zugangsdaten für Moderator*innen kommen Sie wieder hinein. Ein pausierter Raum ist damit wieder offen.',
    accountLead: 'Melden Sie sich an und öffnen Sie Ihren Raum mit seinem Namen oder Link.',
    nameHint: 'Er darf anders lauten als beim letzten Mal.',
    codeHint: 'Leer lassen, wenn der Raum keinen hat.',
    pin: 'Raum-PIN',
    pinHint: 'Acht Ziffern, nur für Moderator*innen.',
    pinMissing: 'Bitte geben Sie die Raum-PIN ein.',
    wrong_code:
      'Mit diesen Angaben wurde kein Raum gefunden. Prüfen Sie Raumname, Zugangscode und Raum-PIN.',
    go: 'Raum betreten',
  },

  privacy: {
    title: 'Datenschutzhinweise',
    purpose: 'Ihr Name, Ihr Bild und Ihr Ton gehen an die Teilnehmenden dieser Konferenz.',
    notStored: 'Bild, Ton und Namen werden nicht gespeichert und nicht aufgezeichnet.',
    room: 'Vom Raum werden Name, Link und Zugangsdaten gespeichert, bis er gelöscht wird.',
    address:
      'Für die Verbindung verarbeitet der Server Ihre IP-Adresse. Es gibt keine Werbung, keine Auswertung und keine Weitergabe an Dritte.',
    read: 'Ich habe die Datenschutzhinweise zur Kenntnis genommen',
    unread: 'Bitte bestätigen Sie, dass Sie die Datenschutzhinweise kennen.',
    byJoining: 'Mit dem Beitritt nehmen Sie die Datenschutzhinweise zur Kenntnis.',
  },

  prejoin: {
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

  device: {
    microphone: 'Mikrofon',
    camera: 'Kamera',
    loudspeaker: 'Lautsprecher',
    unnamed: '{{kind}} {{number}}',
    standard: 'Standardgerät',
    title: 'Geräte einstellen',
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

  form: {
    network:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    wrong_code: 'Dieser Zugangscode stimmt nicht. Prüfen Sie ihn in Ihrer Einladung.',
    no_such_room: 'Diese Konferenz gibt es nicht.',
    room_full: 'Diese Konferenz ist voll.',
    barred: 'Sie wurden von dieser Konferenz ausgeschlossen.',
    bad_name: 'Dieser Name ist nicht möglich. Bitte wählen Sie einen anderen.',
    name_taken: 'Dieser Name ist schon vergeben.',
    not_permitted: 'Das ist hier nicht erlaubt.',
    wrong_state: 'Das ist im Augenblick nicht möglich.',
    too_fast: 'Das waren zu viele Versuche. Bitte warten Sie eine Minute.',
    overloaded:
      'Der Server ist zurzeit ausgelastet. Bitte versuchen Sie es in einigen Minuten erneut.',
    other: 'Das hat nicht geklappt. Bitte versuchen Sie es erneut.',
  },

  waiting: {
    title: 'Sie sind im Warteraum',
    moderated:
      '„{{room}}“ läuft. Die Moderator*innen wissen, dass Sie da sind, und können Sie einlassen. Lassen Sie diese Seite offen.',
    unmoderated:
      'In „{{room}}“ ist noch keine Moderator*in. Sobald jemand da ist, werden Sie angekündigt. Lassen Sie diese Seite offen.',
    leave: 'Nicht länger warten',
  },

  connecting: 'Verbindung wird aufgebaut …',

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

  shortcuts: {
    title: 'Tastenkürzel',
    microphone: 'Mikrofon ein- und ausschalten',
    camera: 'Kamera ein- und ausschalten',
    list: 'Diese Liste zeigen',
    close: 'Schließen',
  },

  knocks: {
    region: 'Anklopfende',
    waits: '{{name}} wartet auf Einlass.',
    list: 'Liste zeigen',
    more_one: 'Und {{count}} weitere Person',
    more_other: 'Und {{count}} weitere Personen',
    later: 'Später',
  },

  invite: {
    title: 'Einladen',
    separately: 'Schicken Sie Link und Zugangscode nie zusammen in einer Nachricht.',
    direct: 'Direktteilnahme',
    directWarning:
      'Das ist unsicher: Wer diesen Link hat, braucht keinen Zugangscode. Auch wer ihn nur weitergeleitet bekommt, kann kommen.',
    withCode: 'Teilnahme nur mit Zugangscode',
    withCodeText: 'Wer teilnimmt, öffnet den Link und gibt den Zugangscode ein.',
    copyLink: 'Link kopieren',
    copyCode: 'Code kopieren',
    byText: 'Einladung per Text',
    byMail: 'Einladung per Mail',
    byWhatsApp: 'Einladung per WhatsApp',
    text: 'Text der Einladung',
    includeCode: 'Der Text enthält den Zugangscode',
    copyText: 'Text kopieren',
    openMail: 'E-Mail schreiben',
    openWhatsApp: 'WhatsApp öffnen',
    subject: 'Einladung zur Videokonferenz „{{room}}“',
    textIntro: 'Sie sind zur Videokonferenz „{{room}}“ eingeladen.',
    textLink: 'Link: {{link}}',
    textCode: 'Zugangscode: {{code}}',
    textCodeApart: 'Den Zugangscode erhalten Sie getrennt.',
    textHow:
      'Öffnen Sie den Link im Browser, geben Sie einen Namen ein und treten Sie bei. Sie brauchen kein Konto und müssen nichts installieren.',
    qr: 'QR-Code',
    qrText: 'Mit der Kamera eines Telefons gelesen, führt er zum Link des Raums.',
    qrLabel: 'QR-Code mit dem Link des Raums',
    calendar: 'Kalendereintrag',
    date: 'Datum',
    time: 'Uhrzeit',
    length: 'Dauer',
    minutes: '{{count}} Minuten',
    dateMissing: 'Bitte geben Sie Datum und Uhrzeit ein.',
    saveCalendar: 'Kalenderdatei speichern',
    access: 'Zugangsdaten anzeigen',
    accessModerators: 'Zugriff für Moderatoren – Zugangsdaten anzeigen',
  },

  access: {
    title: 'Zugangsdaten',
    titleModerators: 'Zugangsdaten für Moderator*innen',
    link: 'Link',
    reentry: 'Wiedereinstieg',
    codeNone: 'Keiner nötig',
    codeUnknown: 'Den Zugangscode kennen die Moderator*innen.',
    pinNone: 'Keine',
    secret: 'Wer die Raum-PIN kennt, kann den Raum moderieren. Geben Sie sie nicht weiter.',
    copy: 'Kopieren',
    print: 'Drucken',
    save: 'Speichern',
  },

  settings: {
    title: 'Raumeinstellungen',
    waitingRoom: 'Warteraum',
    waitingRoomText:
      'Neue Teilnehmende warten, bis Sie sie einlassen. Beim Ausschalten kommen alle herein, die gerade warten.',
    password: 'Passwort (Zugangscode)',
    passwordIs: 'Wer neu kommt, braucht das Passwort „{{code}}“.',
    passwordNone: 'Wer den Link hat, kommt ohne Passwort.',
    addPassword: 'Passwort hinzufügen',
    changePassword: 'Passwort ändern',
    removePassword: 'Passwort entfernen',
    newPassword: 'Neues Passwort',
    newPasswordHint: 'Es gilt sofort für alle, die neu kommen.',
    passwordMissing: 'Bitte geben Sie ein Passwort ein.',
    save: 'Speichern',
    protection: 'Räume sind hier immer geschützt: Passwort oder Warteraum bleibt eingeschaltet.',
  },

  leave: {
    choiceTitle: 'Konferenz verlassen',
    only: 'Nur abmelden',
    onlyText:
      'Die Konferenz geht weiter. Ohne Moderator*in kann niemand eingelassen oder der Raum gelöscht werden.',
    onlyTextShort: 'Die Konferenz geht ohne Sie weiter.',
    pause: 'Raum pausieren',
    pauseText:
      'Alle werden abgemeldet. Nur Moderator*innen können den Raum wieder öffnen, bis zu sieben Tage lang.',
    delete: 'Raum löschen',
    deleteText: 'Alle werden abgemeldet, und alle Daten des Raums sind unwiderruflich weg.',
    endForAll: 'Für alle beenden',
    endForAllText: 'Alle werden abgemeldet, und der Raum wird gelöscht.',
    stay: 'In der Konferenz bleiben',
    pauseTitle: 'Raum pausieren',
    pauseKeep: 'Mit diesen Zugangsdaten öffnen Sie den Raum wieder. Bewahren Sie sie gut auf.',
    pauseNow: 'Jetzt pausieren',
    deleteTitle: 'Raum wirklich löschen?',
    deleteSure:
      'Alle werden sofort abgemeldet. Name, Link und Zugangsdaten des Raums werden gelöscht und lassen sich nicht wiederherstellen.',
    deleteNow: 'Endgültig löschen',
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

  end: {
    left: {
      title: 'Sie haben die Konferenz verlassen',
      text: 'Die Konferenz kann ohne Sie weitergehen. Sie können jederzeit zurückkommen.',
    },
    removed: {
      title: 'Sie wurden aus der Konferenz entfernt',
      text: 'Moderator*innen haben Ihre Teilnahme beendet.',
    },
    rejected: {
      title: 'Sie wurden nicht eingelassen',
      text: 'Moderator*innen haben Ihre Anfrage abgelehnt.',
    },
    roomEnded: {
      title: 'Die Konferenz ist beendet',
      text: 'Vielen Dank für Ihre Teilnahme. Der Raum und seine Daten sind gelöscht.',
    },
    takenOver: {
      title: 'In einem anderen Fenster geöffnet',
      text: 'Sie nehmen jetzt dort an der Konferenz teil. Dieses Fenster können Sie schließen.',
    },
    roomFull: {
      title: 'Die Konferenz ist voll',
      text: 'Im Augenblick ist kein Platz frei. Versuchen Sie es später erneut.',
    },
    barred: {
      title: 'Kein Zutritt',
      text: 'Sie wurden von dieser Konferenz ausgeschlossen.',
    },
    overloaded: {
      title: 'Der Server ist ausgelastet',
      text: 'Damit die laufenden Konferenzen gut bleiben, kann zurzeit niemand dazukommen. Bitte versuchen Sie es in einigen Minuten erneut.',
    },
    expired: {
      title: 'Ihr Platz ist nicht mehr reserviert',
      text: 'Treten Sie der Konferenz einfach erneut bei.',
    },
    paused: {
      title: 'Der Raum ist pausiert',
      text: 'Moderator*innen können ihn mit seinen Zugangsdaten wieder öffnen. Versuchen Sie es später noch einmal.',
    },
    noSuchRoom: {
      title: 'Diese Konferenz gibt es nicht',
      text: 'Prüfen Sie den Link in Ihrer Einladung.',
    },
    unreachable: {
      title: 'Der Server ist nicht erreichbar',
      text: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
    },
    comeBack: 'Zurück zur Konferenz',
    again: 'Erneut versuchen',
    reopen: 'Als Moderator*in wieder öffnen',
    start: 'Zur Startseite',
  },
};

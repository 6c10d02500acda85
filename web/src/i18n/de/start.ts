// German. The pages with an address of their own: start, new room, sign-in, way back.
export const start = {
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
    ownRooms: 'Ihre Konferenzen',
    openRoom: '„{{room}}“ öffnen',
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
    plannedLead: 'Legen Sie fest, wann die Konferenz ist und wer teilnimmt.',
    no_such_room: 'Dieser Server kann zurzeit keine E-Mails verschicken.',
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

  schedule: {
    wanted: 'Für einen festen Zeitpunkt planen',
    to: 'E-Mail-Adressen der Eingeladenen',
    toHint:
      'Sie bekommen Zeit und Link per E-Mail. Mehrere Adressen auf einmal einfügen geht; die Adressen werden nicht gespeichert.',
    toHintPersonal:
      'Jede Adresse bekommt per E-Mail einen eigenen Link, nur damit kommt man hinein. Mehrere auf einmal einfügen geht; die Adressen werden nicht gespeichert.',
    tooMany:
      'Höchstens {{most}} Adressen auf einmal. Weitere laden Sie später in der Konferenz ein.',
    timeMissing: 'Bitte geben Sie Tag und Uhrzeit an.',
    bad_time: 'Dieser Zeitpunkt ist vorbei oder liegt mehr als ein Jahr in der Zukunft.',
    noMail:
      'Dieser Server verschickt keine E-Mails. Ohne Einladung per E-Mail kann niemand teilnehmen; bitte fragen Sie die Administration.',
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
};
